using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>All x with A·x = b: none, with a proof, or a particular solution plus the nullspace of A.</summary>
public abstract record SolutionSet<T> : IHasNotation
{
    private SolutionSet()
    {
    }

    /// <summary>Whether no x solves the system.</summary>
    public bool IsEmpty => this is None;

    /// <summary>Whether exactly one x does.</summary>
    public bool IsUnique => this is Affine { Directions.Dimension: 0 };

    /// <inheritdoc/>
    public abstract Node Describe(NotationOptions options);

    /// <summary>No solution, because yᵀ·A = 0 and yᵀ·b = 1 for the row yᵀ : 1×m.</summary>
    public sealed record None(ExactMatrix<T> Certificate) : SolutionSet<T>
    {
        /// <summary>∅, and the proof: yᵀA = 0 and yᵀb = 1 for the certificate yᵀ.</summary>
        public override Node Describe(NotationOptions options)
        {
            var y = Node.Superscript(Node.Identifier("y"), Node.Operator("⊤"));
            return Node.Row(
                Node.Operator("∅"),
                Node.Text(" because "),
                Node.Row(y, Node.Identifier("A"), Node.Operator("="), Node.Number("0")),
                Node.Text(" and "),
                Node.Row(y, Node.Identifier("b"), Node.Operator("="), Node.Number("1")),
                Node.Text(" for "),
                Node.Row(y, Node.Operator("="), Certificate.Describe(options)));
        }

        /// <summary>The empty set and its certificate in one line.</summary>
        public override string ToString() => $"∅ because y·A = 0 and y·b = 1 for y = {Certificate}";
    }

    /// <summary>x₀ + t₁v₁ + … + tₖvₖ, with x₀ : n×1 and the vᵢ a basis of the nullspace of A.</summary>
    public sealed record Affine(ExactMatrix<T> Particular, Subspace<T> Directions) : SolutionSet<T>
    {
        /// <summary>The solution with parameters t₁, …, tₖ.</summary>
        /// <exception cref="ArgumentException">There are not k parameters.</exception>
        public ExactMatrix<T> At(params ReadOnlySpan<T> parameters)
        {
            if (parameters.Length != Directions.Dimension)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"The solutions have {Directions.Dimension} parameters, and {parameters.Length} were given."));
            }

            return Particular + (Directions.Basis * ExactMatrix.Column(Particular.Field, parameters));
        }

        /// <summary>x = x₀ + t₁v₁ + … + tₖvₖ in columns, and the field of the parameters. A particular solution 0 is left out where there are directions.</summary>
        public override Node Describe(NotationOptions options)
        {
            var x = Node.Row(Node.Identifier("x"), Node.Operator("="), Combination(options));
            return Directions.Dimension == 0 ? x : Node.Row(x, Node.Operator(","), Node.Gap, Parameters(options));
        }

        /// <summary>{x₀ + t₁v₁ + … + tₖvₖ : t₁, …, tₖ ∈ F}, the same solutions as a set.</summary>
        public Formula AsSet() => new(options => Node.Fenced(
            "{", Directions.Dimension == 0 ? Combination(options) : Node.Row(Combination(options), Node.Text(" : "), Parameters(options)), "}"));

        private Node Combination(NotationOptions options)
        {
            var isHomogeneous = Directions.Dimension > 0 && Particular.Entries.ToArray().All(Particular.Field.IsZero);
            List<Node> items = isHomogeneous ? [] : [Particular.Describe(options)];
            var shown = Shown(options);
            for (var i = 0; i < shown.Visible; i++)
            {
                if (items.Count > 0)
                {
                    items.Add(Node.Operator("+"));
                }

                if (shown.IndexOf(i) is >= 0 and var k)
                {
                    items.Add(Parameter(k, options));
                    items.Add(Directions[k].Describe(options));
                }
                else
                {
                    items.Add(Node.Operator("⋯"));
                }
            }

            return Node.Row(items);
        }

        // t₁, t₂ ∈ F
        private Node Parameters(NotationOptions options)
        {
            List<Node> items = [];
            var shown = Shown(options);
            for (var i = 0; i < shown.Visible; i++)
            {
                if (items.Count > 0)
                {
                    items.Add(Node.Operator(","));
                }

                items.Add(shown.IndexOf(i) is >= 0 and var k ? Parameter(k, options) : Node.Operator("…"));
            }

            return Node.Row([.. items, Node.Operator("∈"), Particular.Field.Symbol]);
        }

        // More than six columns side by side would be wider than a page.
        private Elision Shown(NotationOptions options) => Elision.Of(Directions.Dimension, Math.Min(6, options.Limit));

        private static Node Parameter(int k, NotationOptions options) => Node.Subscript(Node.Identifier("t"), Node.Number(k + 1, options));

        /// <summary>x₀ and the directions, each in one line.</summary>
        public override string ToString() => Directions.Dimension == 0 ? $"{Particular}" : $"{Particular} + {Directions}";
    }
}
