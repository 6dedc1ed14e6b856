using System.Globalization;
using System.Net;
using System.Text;

namespace Adjoint.Exercises;

/// <summary>The report of a class as one page: tables, and bars that are read without their colours.</summary>
internal static class ClassPage
{
    private const int MostFirst = 12;

    public static string Render(ClassReport report) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>{Encode(report.Title)}: the class</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <h1>{Encode(report.Title)}</h1>
        {Summary(report)}
        {Misconceptions(report)}
        {Exercises(report)}
        {Learners(report)}
        {Grid(report)}
        </body>
        </html>

        """;

    private static string Summary(ClassReport report)
    {
        var last = report.Learners.Max(learner => learner.Last);
        var graded = report.Learners.Count(learner => learner.Points is not null);
        List<string> facts =
        [
            Count(report.Learners.Count, "learner"),
            Count(report.ExerciseIds.Count, "exercise"),
            Count(report.Exercises.Sum(exercise => exercise.Variants), "answered variant"),
            .. graded > 0 ? [$"{Count(graded, "graded submission")}"] : Array.Empty<string>(),
            .. last is { } time ? [string.Create(CultureInfo.InvariantCulture, $"last entry {time.UtcDateTime:yyyy-MM-dd}")] : Array.Empty<string>(),
        ];
        return $"<p class=\"facts\">{string.Join(" · ", facts)}</p>";
    }

    private static string Misconceptions(ClassReport report)
    {
        if (report.Misconceptions.Count == 0)
        {
            return "<h2>To teach again</h2>\n<p>No misconception has been met.</p>";
        }

        var html = new StringBuilder("<h2>To teach again</h2>\n");
        html.Append("<p class=\"note\">Misconceptions, those that most learners still have first. Filled, <span class=\"bar key\"><span class=\"still\" style=\"width:100%\"></span></span>: no right answer since; ")
            .Append("hatched, <span class=\"bar key\"><span class=\"past\" style=\"width:100%\"></span></span>: a right answer since. Percentages are of those who answered the exercise.</p>\n");
        html.Append(MisconceptionTable(report, report.Misconceptions.Take(MostFirst)));
        if (report.Misconceptions.Count > MostFirst)
        {
            html.Append(CultureInfo.InvariantCulture, $"<details><summary>{report.Misconceptions.Count - MostFirst} more</summary>\n").Append(MisconceptionTable(report, report.Misconceptions.Skip(MostFirst))).Append("</details>\n");
        }

        return html.ToString();
    }

    private static string MisconceptionTable(ClassReport report, IEnumerable<MisconceptionReport> misconceptions) => Table(
        ["<th scope=\"col\">Misconception</th>", "<th scope=\"col\" class=\"wide\">Learners who had it</th>", "<th scope=\"col\" class=\"number\">still</th>", "<th scope=\"col\" class=\"number\">variants</th>"],
        misconceptions.Select(one =>
            $"""
            <tr><th scope="row"><b>{Encode(Words(one.Tag))}</b> <span class="where">{Encode(Short(report, one.Exercise))}</span>{(one.Feedback is null ? string.Empty : $"<br/><span class=\"told\">{one.Feedback.Html}</span>")}</th>
            <td>{Bar(one.Still, one.Learners - one.Still, one.OfLearners)} {Share(one.Learners, one.OfLearners)}</td><td class="number">{one.Still}</td><td class="number">{one.Variants} of {one.OfVariants}</td></tr>
            """));

    private static string Exercises(ClassReport report) => report.Exercises.Count == 0 ? string.Empty :
        "<h2>Exercises</h2>\n<p class=\"note\">The largest share of learners who answered and have not solved it first. “Wrong before” is what the median learner answered wrongly before the right answer.</p>\n" + Table(
            [
                "<th scope=\"col\">Exercise</th>", "<th scope=\"col\" class=\"wide\">Solved, of those who answered</th>", "<th scope=\"col\" class=\"number\">begun</th>", "<th scope=\"col\" class=\"number\">wrong before</th>",
                "<th scope=\"col\" class=\"number\">had hints</th>", "<th scope=\"col\" class=\"number\">saw solution</th>", "<th scope=\"col\" class=\"number\">points</th>", "<th scope=\"col\">To look into</th>",
            ],
            report.Exercises.Select(exercise =>
                $"""
                <tr><th scope="row"><b>{Encode(Short(report, exercise.Exercise))}</b>{Example(exercise)}</th><td>{(exercise.Answered == 0 ? "nobody answered" : $"{Bar(exercise.Solved, 0, exercise.Answered)} {Share(exercise.Solved, exercise.Answered)}")}</td>
                <td class="number">{exercise.Begun}</td><td class="number">{Number(exercise.MedianWrong)}</td><td class="number">{exercise.WithHints}</td><td class="number">{exercise.WithSolution}</td>
                <td class="number">{(exercise.MeanPoints is { } mean ? Percent(mean) : "–")}</td><td>{Open(exercise)}</td></tr>
                """));

    private static string Example(ExerciseReport exercise) => exercise.Example is null ? string.Empty : $"<details><summary>a variant</summary><p>{exercise.Example.Html}</p></details>";

    private static string Open(ExerciseReport exercise)
    {
        List<string> open = [];
        if (exercise.Undecided > 0)
        {
            open.Add($"{Count(exercise.Undecided, "answer")} that the judge could not decide");
        }

        if (exercise.Unnamed > 0)
        {
            var examples = exercise.UnnamedExamples.Select(example => string.Create(CultureInfo.InvariantCulture, $"<li><code>{Encode(Cut(example.Answer))}</code> {Name(example.Learner)}, variant {example.Attempt}</li>"));
            open.Add($"<details><summary>{Count(exercise.Unnamed, "wrong answer")} that no misconception names</summary><ul>{string.Concat(examples)}</ul></details>");
        }

        return string.Join("<br/>", open);
    }

    private static string Learners(ClassReport report) => report.Learners.Count == 0 ? "<h2>Learners</h2>\n<p>Nobody has done anything yet.</p>" :
        "<h2>Learners</h2>\n<p class=\"note\">The fewest solved exercises first.</p>\n" + Table(
            [
                "<th scope=\"col\">Learner</th>", "<th scope=\"col\" class=\"wide\">Solved, of all exercises</th>", "<th scope=\"col\" class=\"number\">begun</th>", "<th scope=\"col\" class=\"number\">wrong</th>", "<th scope=\"col\" class=\"number\">hints</th>",
                "<th scope=\"col\" class=\"number\">solutions</th>", "<th scope=\"col\" class=\"number\">points</th>", "<th scope=\"col\">last</th>", "<th scope=\"col\">Problems</th>",
            ],
            report.Learners.Select(learner =>
                $"""
                <tr><th scope="row">{Name(learner.Learner)}</th><td>{Bar(learner.Solved, 0, report.ExerciseIds.Count)} {Share(learner.Solved, report.ExerciseIds.Count)}</td><td class="number">{learner.Begun}</td><td class="number">{learner.Wrong}</td>
                <td class="number">{learner.Hints}</td><td class="number">{learner.SolutionsShown}</td><td class="number">{(learner.Points is { } points ? string.Create(CultureInfo.InvariantCulture, $"{points:0.##} of {learner.Of:0.##}") : "–")}</td>
                <td class="date">{(learner.Last is { } last ? last.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "–")}</td><td>{string.Join("<br/>", learner.Problems.Select(Encode))}</td></tr>
                """));

    private static string Grid(ClassReport report)
    {
        if (report.Learners.Count == 0)
        {
            return string.Empty;
        }

        var key = string.Join(" ", Enum.GetValues<Standing>().Where(standing => standing != Standing.NotBegun).OrderDescending().Select(standing =>
            $"<span class=\"mark {standing}\" aria-hidden=\"true\">{Mark(standing)}</span> {ClassTables.NameOf(standing)}"));
        return $"<h2>Who has solved what</h2>\n<p class=\"note\">{key}. An empty cell: not begun.</p>\n<div class=\"grid\">" + Table(
            ["<th scope=\"col\">Learner</th>", .. report.ExerciseIds.Select(id => $"<th scope=\"col\" class=\"upright\"><span>{Encode(Short(report, id))}</span></th>")],
            report.Learners.OrderBy(learner => learner.Learner, StringComparer.OrdinalIgnoreCase).Select(learner =>
                $"<tr><th scope=\"row\">{Name(learner.Learner)}</th>{string.Concat(learner.Standings.Select(Cell))}</tr>")) + "</div>";
    }

    private static string Cell(Standing standing) => standing == Standing.NotBegun ? "<td></td>"
        : $"<td class=\"mark {standing}\"><span aria-hidden=\"true\">{Mark(standing)}</span><span class=\"spoken\">{ClassTables.NameOf(standing)}</span></td>";

    private static char Mark(Standing standing) => standing switch
    {
        Standing.Solved => '✓',
        Standing.Undecided => '?',
        Standing.SolutionShown => '◐',
        Standing.Wrong => '✗',
        Standing.Begun => '·',
        _ => ' ',
    };

    private static string Table(IEnumerable<string> heading, IEnumerable<string> rows) => $"<table><thead><tr>{string.Concat(heading)}</tr></thead>\n<tbody>\n{string.Join('\n', rows)}\n</tbody></table>\n";

    // The first part is filled and the second hatched; the numbers stand beside.
    private static string Bar(int first, int second, int of) => of == 0 ? string.Empty : string.Create(
        CultureInfo.InvariantCulture,
        $"<span class=\"bar\" aria-hidden=\"true\"><span class=\"still\" style=\"width:{100.0 * first / of:0.#}%\"></span><span class=\"past\" style=\"width:{100.0 * second / of:0.#}%\"></span></span>");

    private static string Share(int count, int of) => of == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"<span class=\"share\">{count} of {of}, {Percent((double)count / of)}</span>");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100 * share, MidpointRounding.AwayFromZero)}\u202f%");

    private static string Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "–";

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? string.Empty : "s")}");

    private static string Words(string tag) => tag.Replace('-', ' ');

    private static string Short(ClassReport report, string exercise) => exercise.StartsWith(report.Course + "/", StringComparison.Ordinal) ? exercise[(report.Course.Length + 1)..] : exercise;

    private static string Cut(string answer) => answer.Length <= 60 ? answer : answer[..60] + " …";

    // A name may be written from right to left, or hold marks that turn the direction of all that follows.
    private static string Name(string learner) => $"<bdi>{Encode(learner)}</bdi>";

    private static string Encode(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));

    private const string Style = """
        :root { color-scheme: light dark; --text: #1c1e21; --soft: #565c64; --page: #fff; --line: #d8dbdf; --head: #f4f5f7; --bar: #0b5fa5; --well: #e6e8eb;
          --good: #1b6e3c; --bad: #a8261c; --open: #8a5a00; --good-page: #e4f3e9; --bad-page: #fbe7e5; --open-page: #fcf1da; }
        @media (prefers-color-scheme: dark) {
          :root { --text: #e6e6e6; --soft: #a8aeb6; --page: #17191c; --line: #3a3f46; --head: #22252a; --bar: #7cc0ff; --well: #2e3238;
            --good: #8fd6a5; --bad: #ff9a90; --open: #f0c36a; --good-page: #1c2f23; --bad-page: #3a2321; --open-page: #352c19; }
        }
        * { box-sizing: border-box; }
        body { background: var(--page); color: var(--text); font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem 5rem; }
        h1 { font-size: 1.8rem; line-height: 1.2; margin: 0; } h2 { font-size: 1.25rem; margin: 2.4rem 0 .3rem; }
        .facts { color: var(--soft); margin: .3rem 0 0; } .note { color: var(--soft); margin: 0 0 .7rem; max-width: 60rem; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
        th, td { border-bottom: 1px solid var(--line); padding: .45rem .6rem; text-align: left; vertical-align: top; }
        tbody th { font-weight: normal; } thead th { background: var(--head); font-size: .86rem; font-weight: 600; vertical-align: bottom; }
        .number { text-align: right; white-space: nowrap; } .date { white-space: nowrap; } .wide { min-width: 19rem; }
        .where { color: var(--soft); font-size: .86rem; margin-left: .35rem; } .told { color: var(--soft); font-size: .92rem; } .share { white-space: nowrap; }
        .bar { background: var(--well); border: 1px solid var(--soft); border-radius: 3px; display: inline-flex; height: .85rem; margin-right: .4rem; overflow: hidden; vertical-align: -.1rem; width: 9rem; }
        .bar.key { margin: 0 .15rem; width: 1.6rem; } .bar span { display: block; height: 100%; }
        .still { background: var(--bar); }
        .past { background: repeating-linear-gradient(45deg, var(--bar) 0 2px, transparent 2px 6px); }
        details > summary { color: var(--soft); cursor: pointer; font-size: .86rem; } details p { margin: .4rem 0; } details ul { margin: .3rem 0; padding-left: 1.1rem; }
        body > details { margin-top: .6rem; }
        code { background: var(--head); border-radius: 3px; font: .9em ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; padding: .05em .3em; }
        .grid { overflow-x: auto; } .grid table { width: auto; } .grid th, .grid td { border: 1px solid var(--line); font-size: .86rem; padding: .15rem .3rem; white-space: nowrap; }
        .grid tbody th { background: var(--page); left: 0; position: sticky; }
        .upright span { display: inline-block; transform: rotate(180deg); writing-mode: vertical-rl; }
        .mark { font-weight: 600; text-align: center; } span.mark { border-radius: 3px; display: inline-block; min-width: 1.4rem; margin-left: .5rem; }
        .Solved { background: var(--good-page); color: var(--good); } .Wrong { background: var(--bad-page); color: var(--bad); }
        .SolutionShown, .Undecided { background: var(--open-page); color: var(--open); } .Begun { color: var(--soft); }
        .spoken { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
        @media print { body { font-size: 11px; max-width: none; padding: 0; } tr { break-inside: avoid; } .bar, .mark { print-color-adjust: exact; } }
        """;
}
