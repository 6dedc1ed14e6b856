using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Adjoint.Exercises;

/// <summary>Reads <c>course.json</c>. What it does not know is a mistake, so that a misspelt rule is not a rule without effect.</summary>
internal static partial class CourseReader
{
    private const int MostBytes = 4 << 20;
    private const int MostPool = 1000;

    public static Course Read(string folder)
    {
        var where = Path.Combine(Path.GetFileName(folder), Course.FileName);
        var path = Path.Combine(folder, Course.FileName);
        if (!File.Exists(path))
        {
            throw new CourseException(folder, $"this is no course, for it has no {Course.FileName}");
        }

        if (new FileInfo(path).Length > MostBytes)
        {
            throw new CourseException(where, "the file is longer than 4 MiB");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
            return Build(folder, new(document.RootElement, where));
        }
        catch (JsonException error)
        {
            throw new CourseException(string.Create(CultureInfo.InvariantCulture, $"{where}, line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}"), "this is no JSON");
        }
    }

    private static Course Build(string folder, Entry root)
    {
        root.Know("title", "id", "key", "lessons", "variants", "pool", "solutions");
        var id = root.Text("id") ?? Unfit().Replace(Path.GetFileName(folder).ToLowerInvariant(), "-").Trim('-');
        if (!IdPattern().IsMatch(id))
        {
            throw root.Mistake("id", $"\"{id}\" is no name for a course; lower-case letters, digits and hyphens are expected");
        }

        var solutions = Rule(root) ?? SolutionRule.Default;
        var lessons = root.Items("lessons").Select(lesson =>
        {
            lesson.Know("title", "notebook", "exercises", "solutions");
            return new Lesson(
                lesson.Text("title") ?? throw lesson.Mistake("title", "a lesson needs a title"),
                lesson.Text("notebook") is { } notebook && IsWithin(notebook) ? notebook : throw lesson.Mistake("notebook", "a lesson needs a notebook, a path within the course"),
                lesson.Texts("exercises"),
                Rule(lesson) ?? solutions);
        }).ToList();
        return new(
            folder,
            id,
            root.Text("title") ?? throw root.Mistake("title", "a course needs a title"),
            root.Text("key") ?? id,
            lessons,
            solutions,
            root.Text("variants") switch
            {
                null => null,
                "each attempt" => VariantPolicy.EachAttempt,
                "each learner" => VariantPolicy.EachLearner,
                "shared" => VariantPolicy.Shared,
                var other => throw root.Mistake("variants", $"\"{other}\" is none of \"each attempt\", \"each learner\" and \"shared\""),
            },
            root.Integer("pool", 1, MostPool));
    }

    private static SolutionRule? Rule(Entry entry)
    {
        if (entry.Object("solutions") is not { } rule)
        {
            return null;
        }

        rule.Know("after", "tries", "from");
        var from = rule.Text("from") is not { } day ? (DateOnly?)null
            : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
            : throw rule.Mistake("from", $"\"{day}\" is no day such as \"2027-01-31\"");
        var tries = rule.Integer("tries", 1, 1000);
        return new(
            rule.Text("after") switch
            {
                null => tries is not null ? SolutionUnlock.Tries : from is not null ? SolutionUnlock.Always : throw rule.Mistake("after", "\"solved\", \"tries\", \"always\" or \"never\" is expected"),
                "solved" => SolutionUnlock.Solved,
                "tries" => SolutionUnlock.Tries,
                "always" => SolutionUnlock.Always,
                "never" => SolutionUnlock.Never,
                var other => throw rule.Mistake("after", $"\"{other}\" is none of \"solved\", \"tries\", \"always\" and \"never\""),
            },
            tries ?? SolutionRule.Default.Tries,
            from);
    }

    private static bool IsWithin(string path) => path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Unfit();

    // An object of the file, and where it stands.
    private readonly record struct Entry
    {
        private readonly JsonElement element;
        private readonly string where;

        public Entry(JsonElement element, string where)
        {
            (this.element, this.where) = (element, where);
            if (element.ValueKind != JsonValueKind.Object)
            {
                throw new CourseException(where, "an object, { … }, is expected");
            }
        }

        public CourseException Mistake(string name, string problem) => new($"{where}, {name}", problem);

        public void Know(params ReadOnlySpan<string> names)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (!names.Contains(property.Name))
                {
                    throw new CourseException(where, $"\"{property.Name}\" is none of {string.Join(", ", names.ToArray())}");
                }
            }
        }

        public string? Text(string name) => !Has(name, out var value) ? null
            : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text
            : throw Mistake(name, "a text that is not empty is expected");

        public int? Integer(string name, int least, int most) => !Has(name, out var value) ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) && n >= least && n <= most ? n
            : throw Mistake(name, string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most} is expected"));

        public Entry? Object(string name) => Has(name, out var value) ? new(value, $"{where}, {name}") : null;

        public IReadOnlyList<string> Texts(string name)
        {
            var mistake = Mistake(name, "a list of ids is expected");
            return !Has(name, out var value) ? []
                : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw mistake)]
                : throw mistake;
        }

        public IEnumerable<Entry> Items(string name)
        {
            var place = where;
            return !Has(name, out var value) ? []
                : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select((item, i) => new Entry(item, string.Create(CultureInfo.InvariantCulture, $"{place}, {name}[{i}]")))
                : throw Mistake(name, "a list is expected");
        }

        private bool Has(string name, out JsonElement value) => element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
