using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Adjoint.Jupyter.Scripting;

/// <summary>The assemblies that cells compile against: few at the start, the rest of the platform once a cell needs it, and what <c>#r</c> adds.</summary>
internal sealed class ReferenceSet
{
    // Each reference costs about half a millisecond at the first cell; these cover the usings that every cell has.
    private static readonly FrozenSet<string> First = new[]
    {
        "Microsoft.CSharp", "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable", "System.ComponentModel.Primitives", "System.Console",
        "System.Diagnostics.Process", "System.Linq", "System.Linq.Expressions", "System.Memory", "System.Net.Http", "System.Private.CoreLib", "System.Private.Uri", "System.Runtime",
        "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Runtime.Numerics", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Tasks", "System.Threading.Tasks.Parallel", "netstandard",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableArray<string> Own =
    [
        "Adjoint.Mathematics", "Adjoint.Formatters", "Adjoint.Extension", "Adjoint.Jupyter", "MathNet.Numerics", "Microsoft.DotNet.Interactive.Formatting",
        "Microsoft.AspNetCore.Html.Abstractions",
    ];

    private readonly Dictionary<string, string> paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<MetadataReference> pending = [];
    private readonly List<MetadataReference> all = [];
    private bool platformAdded;

    public ReferenceSet()
    {
        foreach (var path in Platform())
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (First.Contains(name) || Own.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Add(path);
            }
        }

        // An assembly that a cell's reference needs in turn lies beside it.
        AssemblyLoadContext.Default.Resolving += (context, name) => name.Name is { } simple && paths.TryGetValue(simple, out var path)
            ? context.LoadFromAssemblyPath(path)
            : null;
    }

    /// <summary>All references up to now.</summary>
    public IReadOnlyList<MetadataReference> All => all;

    /// <summary>References that no submission has been given yet; taking them empties the list, for a submission inherits those of its predecessors.</summary>
    public IReadOnlyList<MetadataReference> TakeNew()
    {
        var taken = pending.ToArray();
        pending.Clear();
        return taken;
    }

    /// <summary>Gives references back that belong to a submission that did not compile.</summary>
    public void Return(IReadOnlyList<MetadataReference> references) => pending.InsertRange(0, references);

    /// <summary>Adds the rest of the platform. False if that was done before.</summary>
    public bool AddPlatform()
    {
        if (platformAdded)
        {
            return false;
        }

        platformAdded = true;
        foreach (var path in Platform())
        {
            Add(path);
        }

        return true;
    }

    /// <summary>Adds an assembly file. False if one of its name is there already.</summary>
    public bool Add(string path)
    {
        if (!paths.TryAdd(Path.GetFileNameWithoutExtension(path), path))
        {
            return false;
        }

        // The documentation beside the assembly feeds hover texts; it is read when asked for.
        var documentation = Path.ChangeExtension(path, ".xml");
        var reference = MetadataReference.CreateFromFile(
            path, documentation: File.Exists(documentation) ? XmlDocumentationProvider.CreateFromFile(documentation) : null);
        pending.Add(reference);
        all.Add(reference);
        return true;
    }

    /// <summary>Adds the assemblies that a type's name mentions.</summary>
    public void AddFor(Type type)
    {
        if (!type.Assembly.IsDynamic && type.Assembly.Location is { Length: > 0 } location)
        {
            Add(location);
        }

        foreach (var argument in type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments())
        {
            AddFor(argument);
        }
    }

    /// <summary>The path of the assembly referenced under this simple name.</summary>
    public string? PathOf(string name) => paths.GetValueOrDefault(name);

    private static IEnumerable<string> Platform()
    {
        var listed = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return listed.Where(path => Path.GetFileName(path) is var name
            && !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("NetMQ", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("adjoint.dll", StringComparison.OrdinalIgnoreCase));
    }
}
