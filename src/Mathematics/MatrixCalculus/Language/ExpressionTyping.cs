using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>Finds what the names of an expression stand for, and makes its term.</summary>
/// <remarks>
/// Undeclared names are tried as their letters say, or as vectors where they are transposed; where the shapes do not fit then, with some letters of scalars as vectors. The first that fits is taken, one that gives a row only if no other gives a scalar, and said. Only where nothing fits is a scalar that
/// is no number added to every entry of a vector or matrix. If all fails, the message is that of the first try.
/// </remarks>
internal sealed class ExpressionTyping(string text)
{
    private static readonly HashSet<string> GreekNames = new(StringComparer.Ordinal)
    {
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega",
    };

    public (MatrixTerm Term, IReadOnlyList<MatrixVariable> Variables, IReadOnlyList<string> Assumptions) Read()
    {
        var (expression, declarations) = new SyntaxReader(text).Read();
        var names = new List<string>();
        var sizes = new HashSet<string>(StringComparer.Ordinal);
        CollectDimensions(declarations, sizes);
        Collect(expression, names, sizes, []);
        if (declarations.FirstOrDefault(d => sizes.Contains(d.Name)) is { } both)
        {
            throw new NotationParseException(text, both.At, $"{both.Name} is a dimension and cannot be a variable too", "another name");
        }

        names.RemoveAll(sizes.Contains);
        var open = names.Where(n => !declarations.Any(d => d.Name == n && d.Kind is not null)).ToArray();
        NotationParseException? first = null;
        var transposed = new HashSet<string>(StringComparer.Ordinal);
        CollectTransposed(expression, transposed);
        var usual = Array.ConvertAll(open, name => Usual(name) == VariableKind.Scalar && transposed.Contains(name) ? VariableKind.Vector : Usual(name));
        (MatrixTerm, IReadOnlyList<MatrixVariable>, IReadOnlyList<string>)? row = null;
        for (var forced = (string?)null; ; usual[Array.IndexOf(open, forced)] = VariableKind.Scalar, forced = null)
        {
            foreach (var (kinds, fills) in Tries(usual, declarations))
            {
                try
                {
                    var built = Build(expression, declarations, names, open, kinds, sizes, fills, ref forced);
                    if (row is null ? !built.Term.Shape.IsRow : built.Term.IsScalar)
                    {
                        return built;
                    }

                    // A row is seldom meant: in a'*X*b the name b is rather a vector, too.
                    row ??= built;
                }
                catch (NotationParseException refused)
                {
                    first ??= refused;
                }
            }

            if (row is not null)
            {
                return row.Value;
            }

            if (Array.IndexOf(open, forced) < 0)
            {
                throw first!;
            }
        }
    }

    // A capital stays a matrix. Letters of scalars can be vectors: one of them, two, three; what stands where only a scalar fits is one. Where there is no matrix and no vector declared, all names can be scalars.
    private static IEnumerable<(VariableKind[] Kinds, bool Fills)> Tries(VariableKind[] usual, IReadOnlyList<DeclaredVariable> declarations)
    {
        var scalars = Enumerable.Range(0, usual.Length).Where(i => usual[i] == VariableKind.Scalar).ToArray();
        foreach (var fills in new[] { false, true })
        {
            yield return (usual, fills);
            foreach (var i in scalars)
            {
                yield return (AsVectors(usual, i), fills);
            }

            foreach (var i in scalars)
            {
                foreach (var j in scalars.Where(j => j > i))
                {
                    yield return (AsVectors(usual, i, j), fills);
                }
            }

            foreach (var i in scalars)
            {
                foreach (var j in scalars.Where(j => j > i))
                {
                    foreach (var k in scalars.Where(k => k > j))
                    {
                        yield return (AsVectors(usual, i, j, k), fills);
                    }
                }
            }
        }

        if (Array.IndexOf(usual, VariableKind.Matrix) < 0 && declarations.All(d => d.Kind is null or VariableKind.Scalar))
        {
            yield return (new VariableKind[usual.Length], false);
        }
    }

    private static VariableKind[] AsVectors(VariableKind[] kinds, params ReadOnlySpan<int> places)
    {
        var changed = kinds.ToArray();
        foreach (var place in places)
        {
            changed[place] = VariableKind.Vector;
        }

        return changed;
    }

    private static VariableKind Usual(string name) => char.IsUpper(name[0]) ? VariableKind.Matrix
        : name[0] is >= 'a' and <= 'g' or >= 'α' and <= 'ω' || GreekNames.Contains(name) ? VariableKind.Scalar
        : VariableKind.Vector;

    private (MatrixTerm Term, IReadOnlyList<MatrixVariable> Variables, IReadOnlyList<string> Assumptions) Build(
        Syntax expression, IReadOnlyList<DeclaredVariable> declarations, List<string> names, string[] open, VariableKind[] kinds, HashSet<string> sizes, bool fills, ref string? forced)
    {
        var unifier = new DimensionUnifier();
        var shapes = new Dictionary<string, SymbolicShape>(StringComparer.Ordinal);
        foreach (var declared in declarations)
        {
            shapes[declared.Name] = ShapeOf(declared, unifier, Array.IndexOf(open, declared.Name) is >= 0 and var place ? kinds[place] : Usual(declared.Name));
        }

        for (var i = 0; i < open.Length; i++)
        {
            shapes.TryAdd(open[i], ShapeOf(kinds[i], unifier));
        }

        var inference = new ShapeInference(text, shapes, sizes, unifier, fills);
        try
        {
            _ = inference.Infer(expression);
        }
        catch (NotationParseException) when (inference.ForcedScalar is not null)
        {
            forced ??= inference.ForcedScalar;
            throw;
        }

        var given = new DimensionNames([.. sizes, .. names, .. declarations.Select(d => d.Name)]);
        Dimension Resolve(Dimension dimension) => unifier.Resolve(dimension).Replace(given.Of);
        SymbolicShape Named(SymbolicShape shape) => unifier.Resolve(shape).Replace(given.Of);
        var variables = new Dictionary<string, MatrixVariable>(StringComparer.Ordinal);
        foreach (var name in declarations.Select(d => d.Name).Concat(names).Distinct())
        {
            variables[name] = new(name, Named(shapes[name]), declarations.FirstOrDefault(d => d.Name == name)?.Traits ?? VariableTraits.None);
        }

        var term = new TermBuilder(inference, variables, Resolve, Named).Build(expression);
        return (term, [.. variables.Values], Assumptions(declarations, open, kinds, variables, inference));
    }

    private string[] Assumptions(IReadOnlyList<DeclaredVariable> declarations, string[] open, VariableKind[] kinds, Dictionary<string, MatrixVariable> variables, ShapeInference inference)
    {
        var said = new List<string>();
        for (var i = 0; i < open.Length; i++)
        {
            var variable = variables[open[i]];
            var shape = variable.Shape.IsScalar ? "a scalar" : variable.Shape.IsVector ? $"a vector of {variable.Shape.Rows}" : $"a matrix of {variable.Shape}";
            said.Add($"{variable.Name} is {shape}{(kinds[i] == Usual(open[i]) ? string.Empty : ", since the shapes fit so")}");
        }

        foreach (var declared in declarations.Where(d => d.Kind is not null && d.Rows is null && variables.ContainsKey(d.Name)))
        {
            said.Add($"{declared.Name} is {variables[declared.Name].Shape}");
        }

        foreach (var filled in inference.Filled.Where(f => f is not Syntax.Number).DistinctBy(f => text[f.Start..f.End]))
        {
            said.Add($"{text[filled.Start..filled.End]} is added to every entry");
        }

        return [.. said];
    }

    private static SymbolicShape ShapeOf(VariableKind kind, DimensionUnifier unifier) => kind switch
    {
        VariableKind.Scalar => SymbolicShape.Scalar,
        VariableKind.Vector => SymbolicShape.Vector(unifier.Fresh()),
        _ => SymbolicShape.Matrix(unifier.Fresh(), unifier.Fresh()),
    };

    private static SymbolicShape ShapeOf(DeclaredVariable declared, DimensionUnifier unifier, VariableKind open)
    {
        if ((declared.Traits & ~VariableTraits.Positive) != 0)
        {
            var size = declared.Rows ?? unifier.Fresh();
            return SymbolicShape.Matrix(size, size);
        }

        return declared.Kind is not { } kind ? ShapeOf(open, unifier)
            : SymbolicShape.Matrix(declared.Rows ?? (kind == VariableKind.Scalar ? Dimension.One : unifier.Fresh()), declared.Columns ?? unifier.Fresh());
    }

    private static void CollectDimensions(IReadOnlyList<DeclaredVariable> declarations, HashSet<string> sizes)
    {
        foreach (var declared in declarations)
        {
            sizes.UnionWith(declared.Rows?.Names ?? []);
            sizes.UnionWith(declared.Columns?.Names ?? []);
        }
    }

    // The names of variables, and those that eye(n), ones(m, n) and ranges of indices make names of dimensions.
    private static void Collect(Syntax syntax, List<string> names, HashSet<string> sizes, IReadOnlyList<string> bound)
    {
        switch (syntax)
        {
            case Syntax.Name { Text: not ("pi" or "π") } name when !bound.Contains(name.Text):
                if (!names.Contains(name.Text))
                {
                    names.Add(name.Text);
                }

                break;
            case Syntax.Unary unary:
                Collect(unary.Operand, names, sizes, bound);
                break;
            case Syntax.Binary binary:
                Collect(binary.Left, names, sizes, bound);
                Collect(binary.Right, names, sizes, bound);
                break;
            case Syntax.Call call:
                var form = LanguageFunction.Find(call.Function)!.Form;
                var from = form switch { FunctionForm.Eye or FunctionForm.Filled or FunctionForm.Commutation => 0, FunctionForm.Unvec or FunctionForm.Rearrange => 1, _ => int.MaxValue };
                for (var i = 0; i < call.Arguments.Count; i++)
                {
                    if (i < from)
                    {
                        Collect(call.Arguments[i], names, sizes, bound);
                    }
                    else
                    {
                        CollectDimension(call.Arguments[i], sizes);
                    }
                }

                break;
            case Syntax.Entry entry:
                Collect(entry.Target, names, sizes, bound);
                break;
            case Syntax.Bound sum:
                foreach (var index in sum.Indices)
                {
                    sizes.UnionWith(index.Range?.Names ?? []);
                }

                Collect(sum.Body, names, sizes, [.. bound, .. sum.Indices.Select(i => i.Name)]);
                break;
            default:
                break;
        }
    }

    // Nobody transposes a number: a name with ' is a vector where its letter says scalar.
    private static void CollectTransposed(Syntax syntax, HashSet<string> names)
    {
        switch (syntax)
        {
            case Syntax.Unary { Operator: "'", Operand: Syntax.Name name }:
                names.Add(name.Text);
                break;
            case Syntax.Unary unary:
                CollectTransposed(unary.Operand, names);
                break;
            case Syntax.Binary binary:
                CollectTransposed(binary.Left, names);
                CollectTransposed(binary.Right, names);
                break;
            case Syntax.Call call:
                foreach (var argument in call.Arguments)
                {
                    CollectTransposed(argument, names);
                }

                break;
            case Syntax.Bound bound:
                CollectTransposed(bound.Body, names);
                break;
            default:
                break;
        }
    }

    private static void CollectDimension(Syntax syntax, HashSet<string> sizes)
    {
        if (syntax is Syntax.Name name)
        {
            sizes.Add(name.Text);
        }
        else if (syntax is Syntax.Binary { Operator: "*" } product)
        {
            CollectDimension(product.Left, sizes);
            CollectDimension(product.Right, sizes);
        }
    }
}
