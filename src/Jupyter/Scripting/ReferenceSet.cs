using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Adjoint.Jupyter.Scripting;

/// <summary>The assemblies that cells compile against: the platform and ours from the start, and what <c>#r</c> adds.</summary>
/// <remarks>
/// Starting with a few and adding the platform when a cell needs it would make cells cheaper, and wrong: MathNet refers to netstandard, which refers to everything, so an added
/// assembly gives all of them new symbols, and a value declared before no longer has the type of the same name declared after.
/// </remarks>
internal sealed class ReferenceSet
{
    private readonly Dictionary<string, string> paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<MetadataReference> pending = [];
    private readonly List<MetadataReference> all = [];

    public ReferenceSet()
    {
        foreach (var path in Platform())
        {
            Add(path);
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
