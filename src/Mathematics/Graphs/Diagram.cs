using System.Collections.Immutable;
using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>A graph to be drawn: vertices with labels, and edges between them. Immutable; each method returns a new diagram.</summary>
/// <remarks>
/// <c>Diagram.Empty.Arrow("x", "x*y").Arrow("y", "x*y")</c>: an edge makes the vertices that it names. Several edges between the same vertices and loops are drawn,
/// too. Unless a method says otherwise, arrows without a cycle are drawn in layers and every other graph by stress majorisation.
/// </remarks>
public sealed class Diagram
{
    /// <summary>The most vertices that a picture shows.</summary>
    public const int MostVertices = 1000;

    /// <summary>The most edges that a picture shows.</summary>
    public const int MostEdges = 3000;

    private readonly ImmutableList<DiagramVertex> vertices;
    private readonly ImmutableDictionary<string, int> places;
    private readonly ImmutableList<DiagramEdge> edges;

    private Diagram(ImmutableList<DiagramVertex> vertices, ImmutableDictionary<string, int> places, ImmutableList<DiagramEdge> edges, DiagramFormat format) =>
        (this.vertices, this.places, this.edges, Format) = (vertices, places, edges, format);

    /// <summary>The diagram without vertices.</summary>
    public static Diagram Empty { get; } = new([], ImmutableDictionary.Create<string, int>(StringComparer.Ordinal), [], new DiagramFormat());

    /// <summary>In the order in which they were first named.</summary>
    public IReadOnlyList<DiagramVertex> Vertices => vertices;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<DiagramEdge> Edges => edges;

    /// <summary>What the diagram shows, in one sentence: the alternative text of the picture.</summary>
    public string Description => DiagramText.Describe(this);

    /// <summary>The picture as notation, to stand within other notation.</summary>
    public Node Picture => Node.Picture(ToSvg(), Description);

    internal DiagramFormat Format { get; }

    /// <summary>The diagram with these undirected edges.</summary>
    public static Diagram OfEdges(params IEnumerable<(string From, string To)> edges) => edges.Aggregate(Empty, (d, e) => d.Edge(e.From, e.To));

    /// <summary>The diagram with these arrows.</summary>
    public static Diagram OfArrows(params IEnumerable<(string From, string To)> arrows) => arrows.Aggregate(Empty, (d, a) => d.Arrow(a.From, a.To));

    /// <summary>Adds a vertex, or says what an edge left open: the label and the outline of a vertex that edges have named already.</summary>
    /// <exception cref="ArgumentException">There is such a vertex, and it was not made by an edge.</exception>
    public Diagram Vertex(string id, Node label, VertexShape? shape = null)
    {
        if (!places.TryGetValue(id, out var place))
        {
            return new(vertices.Add(new(id, label) { Shape = shape }), places.Add(id, vertices.Count), edges, Format);
        }

        return vertices[place].IsImplied
            ? new(vertices.SetItem(place, vertices[place] with { Label = label, Shape = shape, IsImplied = false }), places, edges, Format)
            : throw new ArgumentException($"A vertex is added once, and the diagram has a vertex \"{id}\" already.", nameof(id));
    }

    /// <inheritdoc cref="Vertex(string, Node, VertexShape?)"/>
    public Diagram Vertex(string id, string label, VertexShape? shape = null) => Vertex(id, Node.Text(label), shape);

    /// <summary>Adds a vertex labelled by its id.</summary>
    /// <exception cref="ArgumentException">There is such a vertex, and it was not made by an edge.</exception>
    public Diagram Vertex(string id) => Vertex(id, Node.Text(id));

    /// <summary>Adds an undirected edge. A layered drawing takes its order of the ends for the direction.</summary>
    public Diagram Edge(string from, string to, Node? label = null) => Add(new DiagramEdge(from, to, IsDirected: false, label));

    /// <inheritdoc cref="Edge(string, string, Node?)"/>
    public Diagram Edge(string from, string to, string label) => Edge(from, to, Node.Text(label));

    /// <summary>Adds an arrow.</summary>
    public Diagram Arrow(string from, string to, Node? label = null) => Add(new DiagramEdge(from, to, IsDirected: true, label));

    /// <inheritdoc cref="Arrow(string, string, Node?)"/>
    public Diagram Arrow(string from, string to, string label) => Arrow(from, to, Node.Text(label));

    /// <summary>Makes these vertices stand out, by their colour and by a thick double outline.</summary>
    /// <exception cref="ArgumentException">There is no such vertex.</exception>
    public Diagram Highlight(params IEnumerable<string> ids) => new(
        ids.Aggregate(vertices, (list, id) => PlaceOf(id, "Highlight") is var place ? list.SetItem(place, list[place] with { IsHighlighted = true }) : list), places, edges, Format);

    /// <summary>Makes a path stand out: the vertices, and each edge between one and the next in either direction.</summary>
    /// <exception cref="ArgumentException">There is no such vertex, or no edge between one and the next.</exception>
    public Diagram HighlightPath(params IReadOnlyList<string> ids)
    {
        var marked = edges;
        for (var i = 1; i < ids.Count; i++)
        {
            var (a, b) = (ids[i - 1], ids[i]);
            var steps = marked.Index().Where(e => (e.Item.From == a && e.Item.To == b) || (e.Item.From == b && e.Item.To == a)).Select(e => e.Index).ToList();
            if (steps.Count == 0)
            {
                throw new ArgumentException($"A path goes along edges, and there is none between \"{a}\" and \"{b}\".", nameof(ids));
            }

            marked = steps.Aggregate(marked, (list, e) => list.SetItem(e, list[e] with { IsHighlighted = true }));
        }

        return new(Highlight(ids).vertices, places, marked, Format);
    }

    /// <summary>The outline of all vertices that have none of their own.</summary>
    public Diagram Outline(VertexShape shape) => With(Format with { Shape = shape });

    /// <summary>What the diagram is, for its description.</summary>
    public Diagram Title(string title) => With(Format with { Title = title });

    /// <summary>Draws in layers. Of a graph with cycles a few edges lead backwards.</summary>
    public Diagram Layered(FlowDirection direction = FlowDirection.Down) => With(Format with { Layout = DiagramLayout.Layered, Direction = direction });

    /// <summary>Draws with distances in the plane as near as possible to those in the graph, whatever the directions of the edges.</summary>
    public Diagram ByStress() => With(Format with { Layout = DiagramLayout.Stress });

    /// <summary>Draws on circles about one centre: the named vertices, in groups from the inmost circle on, and outside them all others.</summary>
    /// <exception cref="ArgumentException">There is no such vertex, or it is named twice.</exception>
    public Diagram Circular(params IEnumerable<IEnumerable<string>> inner)
    {
        var rings = inner.Select(ring => ring.ToImmutableArray()).ToImmutableArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in rings.SelectMany(ring => ring))
        {
            PlaceOf(id, "Circular");
            if (!seen.Add(id))
            {
                throw new ArgumentException($"A vertex stands on one circle, and \"{id}\" is named twice.", nameof(inner));
            }
        }

        return With(Format with { Layout = DiagramLayout.Circular, Rings = rings });
    }

    /// <summary>The picture as an SVG document without scripts and without anything to load. Equal diagrams give equal text.</summary>
    /// <exception cref="NotSupportedException">There are more than <see cref="MostVertices"/> vertices or <see cref="MostEdges"/> edges.</exception>
    public string ToSvg() => new DiagramSvg(this, DiagramDrawing.Of(this)).Write();

    /// <summary>The diagram in at most 20 lines of text: the levels of a layered drawing with few vertices, and the edges.</summary>
    public string ToText() => DiagramText.Lines(this);

    /// <inheritdoc cref="Description"/>
    public override string ToString() => Description;

    /// <summary>The place of a vertex among all.</summary>
    internal int PlaceOf(string id) => places[id];

    internal Diagram With(DiagramFormat format) => new(vertices, places, edges, format);

    internal Diagram WithLevels(IReadOnlyList<int> levels) => new([.. vertices.Select((v, i) => v with { Level = levels[i] })], places, edges, Format);

    private int PlaceOf(string id, string method) => places.TryGetValue(id, out var place)
        ? place
        : throw new ArgumentException($"{method} names the vertex \"{id}\", and the diagram has no such vertex.", nameof(id));

    private Diagram Add(DiagramEdge edge)
    {
        Cancellation.Poll();
        var named = Implied(edge.From).Implied(edge.To);
        return new(named.vertices, named.places, edges.Add(edge), Format);
    }

    private Diagram Implied(string id) => places.ContainsKey(id)
        ? this
        : new(vertices.Add(new(id, Node.Text(id)) { IsImplied = true }), places.Add(id, vertices.Count), edges, Format);
}
