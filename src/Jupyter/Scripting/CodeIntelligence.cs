using System.Collections.Immutable;
using System.Text;
using Adjoint.Extension;
using Adjoint.Formatters;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Jupyter.Scripting;

/// <summary>Completion and hover texts for cells: Roslyn's for C#, the command set's for commands.</summary>
internal sealed class CodeIntelligence
{
    private const int MostItems = 1000;
    private readonly NotebookSession session;
    private readonly AdhocWorkspace workspace;
    private readonly ProjectId past = ProjectId.CreateNewId();
    private readonly ProjectId present = ProjectId.CreateNewId();
    private readonly DocumentId pastDocument;
    private readonly DocumentId presentDocument;
    private Solution solution;
    private int version = -1;
    private int references;

    private CodeIntelligence(NotebookSession session)
    {
        this.session = session;
        workspace = new AdhocWorkspace(MefHostServices.Create(MefHostServices.DefaultAssemblies));
        (pastDocument, presentDocument) = (DocumentId.CreateNewId(past), DocumentId.CreateNewId(present));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, usings: CSharpSession.Usings, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations);
        references = session.CSharp.References.All.Count;
        solution = workspace.CurrentSolution
            .AddProject(Submission(past, "past", options))
            .AddDocument(pastDocument, "past", SourceText.From(string.Empty))
            .AddProject(Submission(present, "present", options))
            .AddProjectReference(present, new ProjectReference(past))
            .AddDocument(presentDocument, "present", SourceText.From(string.Empty));
    }

    /// <summary>Loads Roslyn's services and completes once, so that the first completion a user asks for is warm.</summary>
    public static CodeIntelligence Start(NotebookSession session)
    {
        var intelligence = new CodeIntelligence(session);
        intelligence.Complete("Console.", 8);
        return intelligence;
    }

    /// <summary>What can stand at a position of a cell.</summary>
    public CodeCompletion Complete(string cell, int cursor)
    {
        lock (workspace)
        {
            LoadCommands(cell);
            if (session.Complete(cell, cursor) is { } command)
            {
                return new CodeCompletion(command.Start, command.End, [.. command.Items.Select(i => new CodeCompletion.Item(i.Text, "command"))]);
            }

            var code = CodeOnly(cell);
            var document = Current(code);
            var found = CompletionService.GetService(document)!.GetCompletionsAsync(document, cursor).GetAwaiter().GetResult();
            var typed = code[found.Span.Start..Math.Min(cursor, found.Span.End)];
            var items = found.ItemsList
                .Where(i => !i.Tags.Contains("Snippet") && i.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .OrderBy(i => i.FilterText.StartsWith(typed, StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(i => i.SortText, StringComparer.OrdinalIgnoreCase)
                .Select(i => new CodeCompletion.Item(
                    i.Properties.GetValueOrDefault("InsertionText", i.DisplayText),
                    i.Tags.Select(t => t.ToLowerInvariant()).FirstOrDefault(t => t is not ("public" or "private" or "internal" or "protected"), "text")))
                .DistinctBy(i => i.Text)
                .Take(MostItems);
            return items.ToArray() is { Length: > 0 } some ? new(found.Span.Start, found.Span.End, some) : new(cursor, cursor, []);
        }
    }

    /// <summary>What is known about the name at, or just before, a position; null where there is no name.</summary>
    public string? Inspect(string cell, int cursor, bool detailed)
    {
        lock (workspace)
        {
            LoadCommands(cell);
            if (session.Commands.Inspect(cell, cursor) is { } help)
            {
                return MimeBundle.As(help, "text/plain");
            }

            var code = CodeOnly(cell);
            var at = Math.Min(cursor, code.Length);
            while (at > 0 && (at == code.Length || !IsName(code[at])) && !IsName(code[at - 1]))
            {
                at--;
            }

            if (at > 0 && (at == code.Length || !IsName(code[at])))
            {
                at--;
            }

            var document = Current(code);
            var found = at < code.Length && IsName(code[at])
                ? QuickInfoService.GetService(document)!.GetQuickInfoAsync(document, at).GetAwaiter().GetResult()
                : null;
            return found is null ? null : Describe(found, code, at, detailed);
        }
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '@';

    private static ProjectInfo Submission(ProjectId id, string name, CSharpCompilationOptions options, IEnumerable<MetadataReference> references) => ProjectInfo.Create(
        id, VersionStamp.Default, name, name, LanguageNames.CSharp, compilationOptions: options,
        parseOptions: CSharpSession.ParseOptions.WithDocumentationMode(DocumentationMode.Parse),
        metadataReferences: references, isSubmission: true, hostObjectType: typeof(CellScope));

    private ProjectInfo Submission(ProjectId id, string name, CSharpCompilationOptions options) => Submission(id, name, options, session.CSharp.References.All);

    private string Describe(QuickInfoItem found, string code, int at, bool detailed)
    {
        var text = new StringBuilder().AppendJoin('\n', found.Sections.Select(s => s.Text).Where(t => t.Length > 0));
        var (start, end) = (at, at);
        while (start > 0 && IsName(code[start - 1]))
        {
            start--;
        }

        while (end < code.Length && IsName(code[end]))
        {
            end++;
        }

        var member = start > 0 && code[start - 1] == '.';
        if (!member && session.TryGet(code[start..end], out var value))
        {
            const int Brief = 600;
            var shown = MimeBundle.As(value, "text/plain") ?? string.Empty;
            text.Append("\nvalue:\n").Append(detailed || shown.Length <= Brief ? shown : shown[..Brief] + " …");
        }

        return text.ToString();
    }

    private Document Current(string code)
    {
        var csharp = session.CSharp;
        if (csharp.References.All.Count != references)
        {
            references = csharp.References.All.Count;
            solution = solution.WithProjectMetadataReferences(past, csharp.References.All).WithProjectMetadataReferences(present, csharp.References.All);
        }

        if (csharp.Declarations.Version != version)
        {
            version = csharp.Declarations.Version;
            solution = solution.WithDocumentText(pastDocument, SourceText.From(csharp.Declarations.Fold(csharp.VariableTypes)));
        }

        solution = solution.WithDocumentText(presentDocument, SourceText.From(code));
        return solution.GetDocument(presentDocument)!;
    }

    // Commands and their arguments are blanked, so that positions stay.
    private void LoadCommands(string cell)
    {
        if (cell.Contains("#!", StringComparison.Ordinal))
        {
            session.LoadCommands();
        }
    }

    private string CodeOnly(string cell)
    {
        IReadOnlyList<CellPart> parts;
        try
        {
            parts = session.Commands.Split(cell);
        }
        catch (CommandException)
        {
            return Blank(cell, everything: false);
        }

        return string.Concat(parts.Select(p => Blank(p.Source, everything: p is CellPart.Call { Command.TakesCode: false })));
    }

    private static string Blank(string source, bool everything) => string.Concat(source
        .Split('\n')
        .SelectMany((line, i) => (i == 0 ? ImmutableArray<string>.Empty : ["\n"])
            .Add(everything || line.TrimStart().StartsWith("#!", StringComparison.Ordinal) ? new string(' ', line.Length) : line)));
}
