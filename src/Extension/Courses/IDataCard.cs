namespace Adjoint.Extension.Courses;

/// <summary>A card that programs read, too: as application/vnd.adjoint+json.</summary>
internal interface IDataCard : ICard
{
    /// <summary>What a program needs of it, as JSON.</summary>
    string ToJson();
}
