namespace Adjoint.Extension;

/// <summary>Progress of long work in a notebook: <c>foreach (var k in notebook.Progress(items, "training"))</c>.</summary>
public static class NotebookProgress
{
    extension(INotebook notebook)
    {
        /// <summary>The items one after the other, with a bar that shows how many are done. Whoever stops early ends the bar.</summary>
        /// <param name="items">They are counted only where that costs nothing; otherwise there is no estimate.</param>
        /// <param name="label">What the work is.</param>
        /// <remarks>An interrupt stops the loop at the next item.</remarks>
        public IEnumerable<T> Progress<T>(IEnumerable<T> items, string label = "")
        {
            ArgumentNullException.ThrowIfNull(items);
            return Follow(notebook, items, label);
        }

        /// <summary>A bar for work of a known number of steps, which says itself how far it is: <c>using var bar = notebook.Progress(1000);</c> then <c>bar.Advance();</c></summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
        public ProgressBar Progress(long total, string label = "")
        {
            ArgumentOutOfRangeException.ThrowIfNegative(total);
            return new(notebook, total, label, TimeProvider.System);
        }

        /// <summary>A bar that counts steps of which nobody knows how many there are.</summary>
        public ProgressBar Progress(string label) => new(notebook, null, label, TimeProvider.System);
    }

    private static IEnumerable<T> Follow<T>(INotebook notebook, IEnumerable<T> items, string label)
    {
        long? total = items.TryGetNonEnumeratedCount(out var count) ? count : null;
        using var bar = new ProgressBar(notebook, total, label, TimeProvider.System);
        foreach (var item in items)
        {
            Cancellation.Poll();
            yield return item;
            bar.Advance();
        }
    }
}
