using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.Extension.Commands;

/// <summary><c>#!matrix</c>.</summary>
internal static class MatrixCommand
{
    public static MagicCommand Command { get; } = new("matrix", "Makes a matrix of what is typed, or of a variable.", "#!matrix --as A 1 2; 3 4")
    {
        Options =
        [
            new("field", "The field of the entries; Q for what is typed, and what a variable's entries are.", new ParameterType.Field()),
        ],
        Main = new("matrix", "Rows separated by ; or line breaks, entries by blanks or commas; or the name of a variable that holds a matrix.", new ParameterType.Text("a matrix"))
        {
            Required = true,
            Completions = static notebook => new ParameterType.Expression().Complete(notebook),
        },
        Run = static (arguments, notebook) => Task.FromResult<object?>(
            Identifiers.IsIdentifier(arguments.Main) ? Of(arguments.Main, arguments.Field("field"), notebook) : Read(arguments.Main, arguments.Field("field"))),
    };

    private static object Read(string literal, EntryField? field) => field switch
    {
        EntryField.Exact exact => ExactMatrix.Parse(literal, exact.Field),
        EntryField.Real => Real(ExactMatrix.Parse(literal)),
        _ => ExactMatrix.Parse(literal),
    };

    private static object Of(string name, EntryField? field, INotebook notebook)
    {
        if (!notebook.TryGet(name, out var value))
        {
            throw new CommandException(Spelling.Nearest(name, notebook.Names) is { } nearest
                ? $"{name} is neither a matrix such as 1 2; 3 4 nor a variable; did you mean {nearest}?"
                : $"{name} is neither a matrix such as 1 2; 3 4 nor a variable of this notebook.");
        }

        // A matrix that is asked for as it is keeps its type; over another field it is made anew.
        return (value, field) switch
        {
            (not null, null) when IsExactMatrix(value.GetType()) => value,
            (Matrix<System.Numerics.Complex> or Matrix<MathNet.Numerics.Complex32> or Matrix<float> or Matrix<double>, null) => value,
            (ExactMatrix<Residue> residues, EntryField.Exact { Field: var wanted }) when residues.Field.Equals(wanted) => residues,
            (ExactMatrix<Residue> residues, _) => throw new CommandException($"{name} is a matrix over {residues.Field}, whose elements have no value in {Named(field)}."),
            _ => Convert(MatrixEntries.Of(name, value), field),
        };
    }

    private static object Convert(MatrixEntries entries, EntryField? field) => field switch
    {
        EntryField.Exact exact => exact.Field.Accept(new Exactly(entries)),
        null when entries.AreExact => Rationals.Field.Accept(new Exactly(entries)),
        _ => Matrix<double>.Build.Dense(entries.Rows, entries.Columns, entries.Real),
    };

    private static bool IsExactMatrix(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ExactMatrix<>);

    private static Matrix<double> Real(ExactMatrix<Rational> a) => Matrix<double>.Build.Dense(a.Shape.Rows, a.Shape.Columns, (i, j) => (double)a[i, j] is var x && double.IsFinite(x)
        ? x
        : throw new CommandException($"{a[i, j]} is too large for a floating-point number, whose largest is about 1.8e308."));

    private static string Named(EntryField? field) => field is EntryField.Exact exact ? PlainText.Of(exact.Field.Symbol) : "the real numbers";

    private sealed class Exactly(MatrixEntries entries) : IFieldVisitor<object>
    {
        public object Visit<T>(IField<T> field) => ExactMatrix.Build(field, entries.Rows, entries.Columns, (i, j) =>
            entries.Exact(i, j) is { } exact && (entries.AreExact || field.Characteristic.IsZero || exact.IsInteger)
                ? field.TryParse(exact.ToString(), out var element) ? element : throw entries.Foreign(i, j, exact.ToString(), field.ElementName)
                : throw entries.Foreign(i, j, entries.Real(i, j).ToString(System.Globalization.CultureInfo.InvariantCulture), field.ElementName));
    }
}
