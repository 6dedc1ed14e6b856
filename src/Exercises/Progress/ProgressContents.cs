using System.Globalization;

namespace Adjoint.Exercises;

/// <summary>What stands in a progress log from some byte on.</summary>
internal sealed record ProgressContents
{
    private ProgressContents()
    {
    }

    /// <summary>Whose log it says it is; more than once if the first line was damaged and written again.</summary>
    public required IReadOnlyList<(string Course, string Learner)> Headers { get; init; }

    public required IReadOnlyList<ProgressEntry> Entries { get; init; }

    /// <summary>One sentence for each damaged line.</summary>
    public required IReadOnlyList<string> Damage { get; init; }

    /// <summary>A sentence if the last line was cut off.</summary>
    public required string? Torn { get; init; }

    /// <summary>What has to be written before the next line.</summary>
    public required byte[] Ending { get; init; }

    /// <summary>Up to where the file need not be read again.</summary>
    public required long End { get; init; }

    /// <summary>Reads bytes that begin at <paramref name="start"/>, where a line begins.</summary>
    public static ProgressContents Of(string path, long start, ReadOnlySpan<byte> bytes)
    {
        List<(string, string)> headers = [];
        List<ProgressEntry> entries = [];
        List<string> damage = [];
        var line = start;
        void Take(ProgressLine whole)
        {
            if (whole.Header is { } header)
            {
                headers.Add(header);
            }
            else
            {
                entries.Add(whole.Entry!);
            }
        }

        for (; bytes.IndexOf((byte)'\n') is >= 0 and var length; bytes = bytes[(length + 1)..], line += length + 1)
        {
            if (ProgressLine.Decode(bytes[..length]) is { } whole)
            {
                Take(whole);
            }
            else if (length > 0 && !bytes[..length].EndsWith(ProgressLine.Torn))
            {
                Salvage(bytes[..length], Take);
                damage.Add(string.Create(CultureInfo.InvariantCulture, $"The progress log {path} has a damaged line of {length} bytes at byte {line}; it is skipped, and stays in the file."));
            }
        }

        var last = ProgressLine.Decode(bytes);
        if (last is { } complete)
        {
            Take(complete);
        }

        return new()
        {
            Headers = headers,
            Entries = entries,
            Damage = damage,
            Torn = bytes.IsEmpty || last is not null ? null
                : string.Create(CultureInfo.InvariantCulture, $"The last line of the progress log {path}, {bytes.Length} bytes, was cut off while it was written; it is skipped, and stays in the file."),
            Ending = bytes.IsEmpty ? [] : last is not null ? "\n"u8.ToArray() : [.. ProgressLine.Torn, (byte)'\n'],
            End = line,
        };
    }

    // Whole lines inside of a damaged one, as when what ended a line is gone. Neither a tab nor the start of a line occurs inside of its JSON.
    private static void Salvage(ReadOnlySpan<byte> damaged, Action<ProgressLine> take)
    {
        for (; damaged.IndexOf((byte)'\t') is >= 0 and var tab && tab + ProgressLine.Ending <= damaged.Length; damaged = damaged[(tab + 1)..])
        {
            if (damaged[..tab].LastIndexOf(ProgressLine.Start) is >= 0 and var start && ProgressLine.Decode(damaged[start..(tab + ProgressLine.Ending)]) is { } whole)
            {
                take(whole);
            }
        }
    }
}
