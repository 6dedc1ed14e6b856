using System.Globalization;

namespace Adjoint.Extension;

/// <summary>What the text of an argument must be. A closed union; each case reads its text into one .NET type.</summary>
public abstract record ParameterType
{
    private ParameterType()
    {
    }

    /// <summary>The noun for help and errors: <c>an integer from 1 to 9</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>The value that the text stands for.</summary>
    /// <exception cref="FormatException">The text is none; the message is what was expected.</exception>
    public abstract object Read(string text);

    /// <summary>Values that may be typed; none by default.</summary>
    public virtual IEnumerable<CommandCompletion.Item> Complete(INotebook notebook) => [];

    /// <summary>The mistake of a text that is not what was expected.</summary>
    protected FormatException Unexpected() => new(Expected);

    /// <summary>Any text. Reads a <see cref="string"/>.</summary>
    /// <param name="Noun">What the text is, for help: <c>a matrix</c>.</param>
    public sealed record Text(string Noun) : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => Noun;

        /// <inheritdoc/>
        public override object Read(string text) => text;
    }

    /// <summary>The rest of the cell as code, commands in it included. Reads a <see cref="string"/>.</summary>
    public sealed record Code : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => "code";

        /// <inheritdoc/>
        public override object Read(string text) => text;
    }

    /// <summary>A variable of the notebook or a C# expression. Reads a <see cref="string"/>.</summary>
    public sealed record Expression : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => "a variable or a C# expression";

        /// <inheritdoc/>
        public override object Read(string text) => text;

        /// <inheritdoc/>
        public override IEnumerable<CommandCompletion.Item> Complete(INotebook notebook) =>
            notebook.Names.Select(n => new CommandCompletion.Item(n, "variable"));
    }

    /// <summary>An integer in [Minimum, Maximum]. Reads an <see cref="int"/>.</summary>
    public sealed record Integer(int Minimum, int Maximum) : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => string.Create(CultureInfo.InvariantCulture, $"an integer from {Minimum} to {Maximum}");

        /// <inheritdoc/>
        public override object Read(string text) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= Minimum && n <= Maximum ? n : throw Unexpected();
    }

    /// <summary>Present or absent; <c>--name=false</c> is absent. Reads a <see cref="bool"/>.</summary>
    public sealed record Flag : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => "true or false";

        /// <inheritdoc/>
        public override object Read(string text) => bool.TryParse(text, out var value) ? value : throw Unexpected();
    }

    /// <summary>A name that a C# variable may have. Reads a <see cref="string"/>.</summary>
    public sealed record Identifier : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => "a C# name (a letter or _, then letters, digits and _; no keyword)";

        /// <inheritdoc/>
        public override object Read(string text) => Identifiers.IsIdentifier(text) ? text : throw Unexpected();
    }

    /// <summary>One of some words. Reads a <see cref="string"/>, as it is listed.</summary>
    public sealed record Choice(IReadOnlyList<string> Values) : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => $"one of {string.Join(", ", Values)}";

        /// <inheritdoc/>
        public override object Read(string text) => Values.FirstOrDefault(v => string.Equals(v, text, StringComparison.OrdinalIgnoreCase)) ?? throw Unexpected();

        /// <inheritdoc/>
        public override IEnumerable<CommandCompletion.Item> Complete(INotebook notebook) => Values.Select(v => new CommandCompletion.Item(v, string.Empty));
    }

    /// <summary>The field of a matrix's entries. Reads an <see cref="EntryField"/>.</summary>
    public sealed record Field : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => "Q, F_p with a prime p such as F_7, or real";

        /// <inheritdoc/>
        public override object Read(string text) => EntryField.Parse(text);

        /// <inheritdoc/>
        public override IEnumerable<CommandCompletion.Item> Complete(INotebook notebook) =>
        [
            new("Q", "rational numbers, exact"),
            new("real", "floating-point numbers"),
            new("F_2", "integers modulo 2"),
            new("F_3", "integers modulo 3"),
            new("F_5", "integers modulo 5"),
            new("F_7", "integers modulo 7"),
        ];
    }

    /// <summary>The id of an exercise. Reads a <see cref="string"/>; whether there is such an exercise is seen when it is looked for.</summary>
    public sealed record ExerciseId : ParameterType
    {
        /// <inheritdoc/>
        public override string Expected => "the id of an exercise";

        /// <inheritdoc/>
        public override object Read(string text) => text.Trim();

        /// <inheritdoc/>
        public override IEnumerable<CommandCompletion.Item> Complete(INotebook notebook) => Courses.LearnerSession.Current.KnownExercises();
    }
}
