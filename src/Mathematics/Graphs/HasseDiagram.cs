using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>Hasse diagrams: an order drawn by its covers, greater elements higher.</summary>
/// <remarks><c>HasseDiagram.Of([1, 2, 3, 4, 6, 12], (a, b) => b % a == 0)</c>. Davey and Priestley, <i>Introduction to Lattices and Order</i>, 2nd ed., §1.15.</remarks>
public static class HasseDiagram
{
    private const int MostElements = Diagram.MostVertices;

    /// <summary>The diagram of the order that <paramref name="isBelow"/> generates: a ≤ b where it, or a chain of such pairs, says so.</summary>
    /// <param name="elements">Different elements, at most 1000.</param>
    /// <param name="isBelow">(a, b) ↦ a ≤ b; the full order, its covers, or anything between.</param>
    /// <param name="label">What is written for an element; without it, its notation or its text.</param>
    /// <param name="rank">The level of an element, such as the order of a group; greater elements have a greater one. Without it, the length of the longest chain below.</param>
    /// <param name="rankLabel">What is written beside the level of a rank.</param>
    /// <exception cref="CyclicOrderException">Different elements are below each other.</exception>
    /// <exception cref="ArgumentException">There are too many elements, or a rank does not grow.</exception>
    public static Diagram Of<T>(
        IEnumerable<T> elements, Func<T, T, bool> isBelow, Func<T, Node>? label = null, Func<T, int>? rank = null, Func<int, Node>? rankLabel = null) where T : notnull
    {
        var list = elements.Take(MostElements + 1).ToList();
        if (list.Count > MostElements)
        {
            throw new ArgumentException($"A Hasse diagram has at most {MostElements} elements, and this sequence has more.", nameof(elements));
        }

        return Draw(list, Pairs(list, isBelow), label ?? Label, rank, rankLabel);
    }

    /// <summary>The diagram of the order that these pairs of names generate.</summary>
    /// <exception cref="CyclicOrderException">The pairs have a cycle of different names.</exception>
    /// <exception cref="ArgumentException">There are more than 1000 names.</exception>
    public static Diagram Of(params IEnumerable<(string Lower, string Upper)> pairs)
    {
        var list = new List<(string Lower, string Upper)>();
        foreach (var pair in pairs)
        {
            Cancellation.Poll();
            list.Add(pair);
        }

        var names = list.SelectMany(p => new[] { p.Lower, p.Upper }).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count > MostElements)
        {
            throw new ArgumentException($"A Hasse diagram has at most {MostElements} elements, and these pairs have {names.Count}.", nameof(pairs));
        }

        var place = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
        return Draw(names, list.Select(p => (place[p.Lower], place[p.Upper])), Label, rank: null, rankLabel: null);
    }

    private static IEnumerable<(int Lower, int Upper)> Pairs<T>(List<T> elements, Func<T, T, bool> isBelow)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            Cancellation.Poll();
            for (var j = 0; j < elements.Count; j++)
            {
                if (i != j && isBelow(elements[i], elements[j]))
                {
                    yield return (i, j);
                }
            }
        }
    }

    private static Node Label<T>(T element) where T : notnull => element switch
    {
        Node node => node,
        IHasNotation value => value.Describe(NotationOptions.Default),
        int or long or System.Numerics.BigInteger => Node.Number(Text(element)),
        _ => Node.Text(Text(element)),
    };

    private static string Text<T>(T element) where T : notnull => Convert.ToString(element, CultureInfo.InvariantCulture) ?? "";

    private static Diagram Draw<T>(List<T> elements, IEnumerable<(int Lower, int Upper)> pairs, Func<T, Node> label, Func<T, int>? rank, Func<int, Node>? rankLabel) where T : notnull
    {
        var labels = elements.Select(label).ToList();
        string Name(int i) => PlainText.LineOf(labels[i]) is { Length: > 0 } name ? name : Text(elements[i]);
        var covers = PartialOrder.Covers(elements.Count, pairs, Name);
        var ranks = rank is null ? LevelAssignment.Longest(elements.Count, covers) : [.. elements.Select(rank)];
        foreach (var (a, b) in covers.Where(c => ranks[c.Lower] >= ranks[c.Upper]))
        {
            throw new ArgumentException($"Greater elements have a greater rank, and here {Name(a)} < {Name(b)} with the ranks {ranks[a]} and {ranks[b]}.", nameof(rank));
        }

        // Levels stand one above the other without gaps, whatever the ranks are.
        var levels = ranks.Distinct().Order().ToList();

        // The elements' texts are the ids, so that Highlight can name them; a text that has occurred gets a prime.
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var id = elements.Select(e => Fresh(Text(e), ids)).ToList();
        var diagram = Enumerable.Range(0, elements.Count).Aggregate(Diagram.Empty, (d, i) => d.Vertex(id[i], labels[i]));
        diagram = covers.Aggregate(diagram, (d, c) => d.Edge(id[c.Lower], id[c.Upper]));
        return diagram.WithLevels([.. ranks.Select(r => levels.BinarySearch(r))]).With(diagram.Format with
        {
            Layout = DiagramLayout.Layered,
            Direction = FlowDirection.Up,
            IsOrder = true,
            LevelLabels = rankLabel is null ? [] : [.. levels.Select(rankLabel)],
        });
    }

    private static string Fresh(string text, HashSet<string> taken)
    {
        while (!taken.Add(text))
        {
            text += "′";
        }

        return text;
    }
}
