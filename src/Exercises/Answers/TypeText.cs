namespace Adjoint.Exercises;

/// <summary>Types as C# writes them.</summary>
internal static class TypeText
{
    /// <summary><c>Func&lt;int, bool&gt;</c>, <c>int[]</c>.</summary>
    public static string Of(Type type) => type switch
    {
        { IsArray: true } => $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]",
        { IsGenericType: true } when type.Name.IndexOf('`', StringComparison.Ordinal) is > 0 and var at => $"{type.Name[..at]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>",
        _ => Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => type.Name,
            TypeCode.Boolean => "bool",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Double => "double",
            TypeCode.Single => "float",
            TypeCode.Decimal => "decimal",
            TypeCode.String => "string",
            TypeCode.Char => "char",
            TypeCode.Byte => "byte",
            _ => type.Name,
        },
    };
}
