using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>One of several options, typed as its letter or as it stands.</summary>
internal sealed class ChoiceKind : AnswerKind<string>
{
    private const int MostOptions = 26;

    private readonly IReadOnlyList<string> options;

    public ChoiceKind(IReadOnlyList<string> options) => this.options = options.Count is >= 2 and <= MostOptions && options.Distinct(StringComparer.OrdinalIgnoreCase).Count() == options.Count
        ? options
        : throw new ArgumentException($"A choice has from 2 to {MostOptions} options, all different.", nameof(options));

    public override string Syntax => $"one of the letters {string.Join(", ", options.Select((_, i) => Letter(i)))}";

    public override IReadOnlyList<Statement> Options => [.. options.Select(option => new Statement(option))];

    public override string Read(string text)
    {
        var typed = text.Trim().Trim('(', ')', '.');
        for (var i = 0; i < options.Count; i++)
        {
            if (string.Equals(typed, Letter(i), StringComparison.OrdinalIgnoreCase) || string.Equals(text.Trim(), options[i], StringComparison.OrdinalIgnoreCase))
            {
                return options[i];
            }
        }

        throw new NotationParseException(text, 0, $"{NotationParseException.Quote(text)} is no option", Syntax);
    }

    public override string Write(string answer) => Letter(options.ToList().IndexOf(answer));

    public override Node Describe(string answer, NotationOptions options) => new Statement(answer).Describe(options);

    public override AnswerComparison Compare(string answer, string solution) => options.Contains(answer)
        ? AnswerComparison.Of(answer == solution)
        : new AnswerComparison.Unfit($"{NotationParseException.Quote(answer)} is no option; expected {Syntax}.");

    public override string? Canonical(string answer) => options.Contains(answer) ? answer : null;

    public override AnswerDescription? Describe(params IReadOnlyList<string> solutions) => new AnswerDescription.Choice(options);

    private static string Letter(int i) => ((char)('a' + i)).ToString();
}
