using System.Text.RegularExpressions;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;
using Adjoint.Notation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Cli.Release;

/// <summary>What a course knows and its learners are not to: solutions, explanations, misconceptions, the code of all these, and what was taken out of the lessons.</summary>
/// <remarks>
/// A text is looked for only if it is long enough to be no accident: a solution 2 stands in every notebook. What is asked, and what a lesson says elsewhere, is no secret either.
/// </remarks>
internal sealed partial class CourseSecrets
{
    private const int LeastWords = 16;
    private const int LeastSigns = 10;
    private const int LeastNumbers = 12;
    private const int LeastSentence = 24;
    private const int LeastPart = 40;
    private const int LeastLine = 28;
    private const int LeastName = 10;
    private const int LeastEntries = 6;
    private const int LeastValues = 4;
    private const int MostShown = 60;

    // What of an exercise a learner sees.
    private static readonly string[] Asked = ["Statement", "Hints", "Answer", "Points", "Variants"];

    private readonly SecretIndex words = new(LeastWords);
    private readonly SecretIndex signs = new(LeastSigns);
    private readonly SecretIndex numbers = new(LeastNumbers);
    private readonly Dictionary<string, Secret> names = new(StringComparer.Ordinal);

    private CourseSecrets()
    {
    }

    /// <summary>The secrets of a course.</summary>
    public static CourseSecrets Of(CourseRelease release)
    {
        var secrets = new CourseSecrets();
        List<string> open = [];
        foreach (var exercise in release.Course.Exercises)
        {
            open.Add(exercise.Id);
            secrets.Dealt(release.Course, exercise, open);
        }

        foreach (var part in (string[])[CourseFolder.Exercises, CourseFolder.Hidden])
        {
            foreach (var path in CourseFolder.Sources(release.Course, part))
            {
                secrets.Code(File.ReadAllText(path), $"{part}/{Path.GetFileName(path)}", part == CourseFolder.Hidden);
            }
        }

        var asked = string.Join('\n', open);
        secrets.words.Forget(Reading.Words(asked));
        secrets.signs.Forget(Reading.Signs(asked));
        secrets.numbers.Forget(Reading.Numbers(asked));
        foreach (var name in Name().Matches(asked).Select(match => match.Value).Concat(secrets.names.Count == 0 ? [] : PublicNames()))
        {
            secrets.names.Remove(name);
        }

        // Lines of a solution may stand in a lesson too, as where a matrix is defined again; the whole of it may not.
        var lines = new CourseSecrets();
        foreach (var (path, lesson) in release.Lessons)
        {
            foreach (var (cell, what, text) in lesson.Removed)
            {
                secrets.Taken(lines, text, new($"{what} from {path}, cell {cell.ToString(System.Globalization.CultureInfo.InvariantCulture)}", Shortened(text)));
            }
        }

        var said = string.Join('\n', release.Lessons.SelectMany(lesson => lesson.Lesson.Notebook.Cells).Select(cell => cell.Source));
        lines.words.Forget(Reading.Words(said));
        lines.signs.Forget(Reading.Signs(said));
        secrets.Lines = lines;
        return secrets;
    }

    private CourseSecrets? Lines { get; set; }

    /// <summary>What is found in a text, each secret once, and the line it begins in.</summary>
    public IEnumerable<(Secret Secret, int Line)> In(string text)
    {
        HashSet<string> found = [];
        foreach (var (position, _, secret) in words.Find(Reading.Words(text)))
        {
            if (found.Add(secret.What))
            {
                yield return (secret, Reading.LineOf(text, position, char.IsLetterOrDigit));
            }
        }

        foreach (var (position, _, secret) in signs.Find(Reading.Signs(text)))
        {
            if (found.Add(secret.What))
            {
                yield return (secret, Reading.LineOf(text, position, c => !char.IsWhiteSpace(c)));
            }
        }

        foreach (var (_, _, secret) in numbers.Find(Reading.Numbers(text)))
        {
            if (found.Add(secret.What))
            {
                yield return (secret, 1);
            }
        }

        foreach (Match match in Name().Matches(names.Count == 0 ? string.Empty : text))
        {
            if (names.TryGetValue(match.Value, out var secret) && found.Add(secret.What))
            {
                yield return (secret, text.AsSpan(0, match.Index).Count('\n') + 1);
            }
        }

        foreach (var hit in Lines?.In(text) ?? [])
        {
            if (found.Add(hit.Secret.What))
            {
                yield return hit;
            }
        }
    }

    private void Dealt(Course course, Exercise exercise, List<string> open)
    {
        foreach (var tag in exercise.Tags.Where(tag => tag.Contains('-', StringComparison.Ordinal)))
        {
            signs.Add(Reading.Signs(tag), new($"the misconception {tag} of {exercise.Id}", tag));
        }

        HashSet<VariantSeed> dealt = [];
        for (var i = 0; i < (course.Pool ?? 1); i++)
        {
            Cancellation.Poll();
            var question = exercise.Deal(course.PoolSeed(exercise, i));
            if (!dealt.Add(question.Seed))
            {
                continue;
            }

            foreach (var text in (IEnumerable<Statement>)[question.Statement, .. question.Hints, .. question.Options])
            {
                open.AddRange([text.Markdown, text.ToString()]);
            }

            Prose(question.Explanation, new($"the explanation of {exercise.Id}", Shortened(question.Explanation.ToString())));
            Answer(question.TypedSolution, Latex.Of(question.Solution), $"the solution of a variant of {exercise.Id}");
            foreach (var (tag, answer) in question.TypedMisconceptions)
            {
                Answer(answer, string.Empty, $"the wrong answer to which {tag} leads in a variant of {exercise.Id}");
                if (answer is not null && question.Judge(answer) is Verdict.Rejected(_, var feedback, _))
                {
                    Prose(feedback, new($"what is said to {tag} of {exercise.Id}", Shortened(feedback.ToString())));
                }
            }
        }
    }

    // Its sentences as a front end gets them and as plain text, and the longer pieces between formulas.
    private void Prose(Statement text, Secret secret)
    {
        foreach (var form in (string[])[text.Markdown, text.ToString()])
        {
            Sentences(form, secret);
        }

        foreach (var part in text.Markdown.Split('$').Where((_, i) => i % 2 == 0).Select(Reading.Words).Where(part => part.Length >= LeastPart))
        {
            words.Add(part, secret);
        }
    }

    private void Sentences(string text, Secret secret)
    {
        foreach (var sentence in Sentence().Split(text).Append(text).Select(Reading.Words).Where(sentence => sentence.Length >= LeastSentence))
        {
            words.Add(sentence, secret);
        }
    }

    private void Answer(string? typed, string latex, string what)
    {
        foreach (var text in (string[])[typed ?? string.Empty, latex])
        {
            var found = Reading.Numbers(text);
            var entries = found.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries);
            if (entries.Length >= LeastEntries && entries.Distinct().Count() >= LeastValues)
            {
                numbers.Add(found, new(what, Shortened(text)));
            }

            // A formula with letters in it.
            if (Reading.Signs(text) is var formula && formula.Length >= LeastSigns + 2 && typed is not null && typed.Any(char.IsLetter) && typed.Any(char.IsDigit))
            {
                signs.Add(formula, new(what, Shortened(text)));
            }
        }
    }

    private void Code(string source, string file, bool isHidden)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        foreach (var assignment in root.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Parent is InitializerExpressionSyntax { Parent: ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.Text: "Exercise" } } or ImplicitObjectCreationExpressionSyntax }))
        {
            var property = assignment.Left.ToString();
            if (property is not ("Solution" or "Misconceptions" or "Check" or "Explanation" or "Evidence") && (!isHidden || Asked.Contains(property)))
            {
                continue;
            }

            var secret = new Secret($"code of {property} in {file}", Shortened(assignment.ToString()));
            if (Reading.Words(assignment.ToString()) is { Length: >= LeastSentence } whole)
            {
                words.Add(whole, secret);
            }

            LinesOf(assignment.ToString(), secret);
            Literals(assignment, secret);
        }

        if (isHidden)
        {
            // Everything but what is asked: helping methods too, and their names.
            var shown = root.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(a => Asked.Contains(a.Left.ToString())).ToList();
            var rest = root.ReplaceNodes(shown, (_, _) => SyntaxFactory.ParseExpression("_"));
            foreach (var member in rest.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(member => member is not BaseNamespaceDeclarationSyntax))
            {
                LinesOf(member.ToString(), new($"code of {file}", Shortened(member.ToString())));
            }

            foreach (var name in root.DescendantTokens().Where(IsDeclared).Select(token => token.Text).Where(name => name.Length >= LeastName && name.Skip(1).Any(char.IsUpper)))
            {
                names.TryAdd(name, new($"the name {name} of {file}", name));
            }
        }
    }

    // What Adjoint itself calls something, a lesson may call so too.
    private static IEnumerable<string> PublicNames() => new[] { typeof(Exercise), typeof(Latex), typeof(CourseFolder) }
        .SelectMany(type => type.Assembly.GetExportedTypes())
        .SelectMany(type => type.GetMembers().Select(member => member.Name).Prepend(type.Name.Split('`')[0]));

    private static bool IsDeclared(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken)
        && token.Parent is BaseTypeDeclarationSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax or VariableDeclaratorSyntax;

    private void LinesOf(string code, Secret secret)
    {
        foreach (var line in code.Split('\n').Select(Reading.Words).Where(line => line.Length >= LeastLine))
        {
            words.Add(line, secret);
        }
    }

    private void Literals(SyntaxNode node, Secret secret)
    {
        foreach (var literal in node.DescendantTokens().Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken))
        {
            Sentences(literal.ValueText, secret);
        }

        foreach (var interpolated in node.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
        {
            Sentences(string.Concat(interpolated.Contents), secret);
            foreach (var part in interpolated.Contents.OfType<InterpolatedStringTextSyntax>().SelectMany(text => text.TextToken.ValueText.Split('$')).Select(Reading.Words).Where(part => part.Length >= LeastPart))
            {
                words.Add(part, secret);
            }
        }
    }

    private void Taken(CourseSecrets lines, string text, Secret secret)
    {
        var written = text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        var whole = written.Count > 1 ? this : lines;
        whole.words.Add(Reading.Words(text), secret);
        whole.signs.Add(Reading.Signs(text), secret);
        foreach (var line in written)
        {
            lines.words.Add(Reading.Words(line), secret);
            lines.signs.Add(Reading.Signs(line), secret);
        }
    }

    private static string Shortened(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostShown ? line : $"{line[..(char.IsHighSurrogate(line[MostShown - 1]) ? MostShown - 1 : MostShown)]}…";
    }

    [GeneratedRegex(@"(?<=[.!?])\s+")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(?<![A-Za-z0-9_])[A-Za-z_][A-Za-z0-9_]{9,}")]
    private static partial Regex Name();
}
