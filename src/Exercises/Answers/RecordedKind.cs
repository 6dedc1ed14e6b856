using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>Answers that are taken as they are, and judged elsewhere.</summary>
/// <param name="syntax">What may be typed, or is to be written in C#.</param>
/// <param name="read">Takes a typed answer; null if it is written in C#.</param>
internal sealed class RecordedKind<T>(string syntax, Func<string, T>? read) : AnswerKind<T>
    where T : notnull
{
    public override string Syntax => syntax;

    public override bool IsTyped => read is not null;

    public override T Read(string text) => read is not null ? read(text) : throw new NotationParseException(text, 0, "This answer is written in C#", syntax);

    public override string Write(T answer) => answer.ToString() ?? string.Empty;

    public override Node Describe(T answer, NotationOptions options) => Node.Text(IsTyped ? Write(answer) : syntax);

    public override AnswerComparison Compare(T answer, T solution) => new AnswerComparison.Unknown("It is judged elsewhere.");
}
