using System.Globalization;

namespace Adjoint.Exercises;

/// <summary>What one learner did in one course: a file to which lines are only ever added.</summary>
/// <remarks>
/// An entry is on the disk when <see cref="Append"/> returns. A process that is killed loses at most the entry that it was writing, and several may write at once.
/// docs/progress.md has the format.
/// </remarks>
public sealed class ProgressLog
{
    // Two entries of one session may have the same time, and a clock is set back by a little now and then; they stay in order.
    private static readonly TimeSpan SetBack = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, ProgressEntry> entries = [];
    private readonly HashSet<string> saved = [];
    private readonly List<string> notes = [];
    private readonly Func<FileStream, Stream> through;
    private bool hasHeader;
    private long read;
    private ProgressEntry? last;

    private ProgressLog(string? path, string course, string learner, Func<FileStream, Stream> through)
    {
        var header = ProgressLine.Decode(ProgressLine.Encode(course, learner).AsSpan()[..^1])!.Value.Header!.Value;
        (Path, Course, Learner, this.through) = (path, header.Course, header.Learner, through);
    }

    /// <summary>The file; null if there is none.</summary>
    public string? Path { get; }

    /// <summary>The course's id.</summary>
    public string Course { get; }

    /// <summary>Whose log it is.</summary>
    public string Learner { get; }

    /// <summary>All entries, by time, and by id where times are equal.</summary>
    public IReadOnlyList<ProgressEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Values.OrderBy(entry => entry.Time).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>What a learner should know of damage that was found, one sentence each. No entry but those in damaged lines is lost, and those lines stay in the file.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (gate)
            {
                return [.. notes];
            }
        }
    }

    /// <summary>Whether every entry is on the disk.</summary>
    public bool IsSaved
    {
        get
        {
            lock (gate)
            {
                return saved.Count == entries.Count;
            }
        }
    }

    /// <summary>Where a learner's log is: <c>COURSE/LEARNER.jsonl</c> in the folder ADJOINT_PROGRESS, else in <c>adjoint/progress</c> in XDG_DATA_HOME or <c>~/.local/share</c>. No two learners have the same.</summary>
    /// <exception cref="ProgressFileException">The user has no home folder, and the environment names none.</exception>
    public static string DefaultPath(string course, string learner) => ProgressPath.Of(course, learner, Environment.GetEnvironmentVariable);

    /// <summary>The log in a file, which need not exist; it is made by the first entry.</summary>
    /// <exception cref="ProgressFileException">The file cannot be read, or is another learner's or course's.</exception>
    public static ProgressLog Open(string path, string course, string learner) => Open(path, course, learner, file => file);

    /// <summary>The log in a file, of whatever learner and course it says it is.</summary>
    /// <exception cref="ProgressFileException">The file cannot be read, or no line says whose it is.</exception>
    public static ProgressLog Read(string path)
    {
        var contents = ProgressContents.Of(path, 0, ReadFile(path));
        return contents.Headers is [var (course, learner), ..] ? Open(path, course, learner) : throw new ProgressFileException(path, "does not say whose it is");
    }

    /// <summary>A log without a file, for where there is none that can be used.</summary>
    public static ProgressLog InMemory(string course, string learner) => new(null, course, learner, file => file);

    // Each write goes through a stream that a test may break.
    internal static ProgressLog Open(string path, string course, string learner, Func<FileStream, Stream> through)
    {
        var log = new ProgressLog(System.IO.Path.GetFullPath(path), course, learner, through);
        log.Take(ProgressContents.Of(log.Path!, 0, File.Exists(path) || Directory.Exists(path) ? ReadFile(path) : []), say: true);
        return log;
    }

    /// <summary>Adds an entry and returns it as it is kept: not before the last one, and in well-formed Unicode. When this returns, it is on the disk.</summary>
    /// <remarks>What other processes have added is read on the way. An entry that could not be saved is kept, and saved with the next one.</remarks>
    /// <exception cref="ProgressFileException">It could not be saved: the disk is full, the folder may not be written, or the file is another learner's.</exception>
    public ProgressEntry Append(ProgressEntry entry)
    {
        lock (gate)
        {
            var time = last is { } before && entry.Time <= before.Time && before.Time - entry.Time < SetBack ? before.Time.AddTicks(1) : entry.Time;
            var kept = AsKept(entry with { Time = time });
            Keep(kept);
            Save();
            return entries[kept.Id];
        }
    }

    /// <summary>Adds the entries of another log of the same learner and course, as from another machine, and returns how many are new. The same in any order, and doing it again changes nothing.</summary>
    /// <exception cref="ProgressFileException">The other log is another learner's, or this one cannot be written.</exception>
    public int Merge(ProgressLog other)
    {
        Refuse(other.Path ?? "in memory", (other.Course, other.Learner));
        var added = other.Entries;
        lock (gate)
        {
            var before = entries.Count;
            foreach (var entry in added)
            {
                Keep(entry);
            }

            Save();
            return entries.Count - before;
        }
    }

    /// <summary>Adds the entries of another log in a file, as <see cref="Merge(ProgressLog)"/> does.</summary>
    /// <exception cref="ProgressFileException">The other file cannot be read or is another learner's, or this one cannot be written.</exception>
    public int Merge(string path)
    {
        var other = Read(path);
        var added = Merge(other);
        lock (gate)
        {
            notes.AddRange(other.Notes);
        }

        return added;
    }

    /// <summary>Writes all entries as CSV (RFC 4180), with a heading.</summary>
    /// <remarks>A cell that a spreadsheet would compute begins with an apostrophe, and so does one that has an apostrophe there itself.</remarks>
    public void WriteCsv(TextWriter writer) => CsvText.Write(writer, ProgressRow.Columns, Entries.Select(entry => ProgressRow.Of(this, entry)));

    /// <summary>Writes all entries as a JSON array of objects.</summary>
    public void WriteJson(TextWriter writer) => ProgressRow.WriteJson(writer, Entries.Select(entry => (this, entry)));

    private static byte[] ReadFile(string path)
    {
        try
        {
            using var file = ProgressFile.OpenToRead(path);
            return ReadFrom(file, 0);
        }
        catch (Exception fault) when (fault is IOException and not ProgressFileException or UnauthorizedAccessException)
        {
            throw new ProgressFileException(path, $"cannot be read: {fault.Message.TrimEnd('.')}");
        }
    }

    private static byte[] ReadFrom(FileStream file, long start)
    {
        file.Position = start;
        var bytes = new byte[file.Length - start];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static ProgressEntry AsKept(ProgressEntry entry) => ProgressLine.Decode(ProgressLine.Encode(entry).AsSpan()[..^1])?.Entry
        ?? throw new ArgumentException($"The entry {entry} cannot be kept.", nameof(entry));

    // Two different entries with one id do not come from us; which one stays must not depend on the order.
    private void Keep(ProgressEntry entry)
    {
        if (!entries.TryGetValue(entry.Id, out var there) || ProgressLine.Encode(entry).AsSpan().SequenceCompareTo(ProgressLine.Encode(there)) < 0)
        {
            entries[entry.Id] = entry;
            saved.Remove(entry.Id);
            last = last is null || entry.Time > last.Time ? entry : last;
        }
    }

    private void Save()
    {
        if (Path is null)
        {
            saved.UnionWith(entries.Keys);
            return;
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            using var file = ProgressFile.OpenToAppend(Path);
            Write(file);
        }
        catch (Exception fault) when (fault is IOException and not ProgressFileException or UnauthorizedAccessException)
        {
            var waiting = string.Create(CultureInfo.InvariantCulture, $"{entries.Count - saved.Count}");
            throw new ProgressFileException(Path, $"cannot be written: {fault.Message.TrimEnd('.')}; entries kept in memory, to be saved with the next one: {waiting}");
        }
    }

    private void Write(FileStream file)
    {
        if (file.Length < read)
        {
            // Somebody emptied or replaced the file. All that is known goes into it again.
            (read, hasHeader) = (0, false);
            saved.Clear();
        }

        var contents = ProgressContents.Of(Path!, read, ReadFrom(file, read));
        Take(contents, say: false);
        var unsaved = Entries.Where(entry => !saved.Contains(entry.Id)).ToList();
        if (unsaved.Count == 0)
        {
            return;
        }

        using var bytes = new MemoryStream();
        bytes.Write(contents.Ending);
        bytes.Write(hasHeader ? [] : ProgressLine.Encode(Course, Learner));
        unsaved.ForEach(entry => bytes.Write(ProgressLine.Encode(entry)));
        file.Position = file.Length;
        through(file).Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        file.Flush(flushToDisk: true);
        (read, hasHeader) = (file.Length, true);
        saved.UnionWith(unsaved.Select(entry => entry.Id));
    }

    private void Take(ProgressContents contents, bool say)
    {
        foreach (var whose in contents.Headers)
        {
            Refuse(Path!, whose);
        }

        foreach (var entry in contents.Entries)
        {
            Keep(entry);
            if (entries[entry.Id] == entry)
            {
                saved.Add(entry.Id);
            }
        }

        notes.AddRange(contents.Damage);
        if (say && contents.Torn is { } torn)
        {
            notes.Add(torn);
        }

        hasHeader |= contents.Headers.Count > 0;
        read = contents.End;
    }

    private void Refuse(string path, (string Course, string Learner) whose)
    {
        if (whose != (Course, Learner))
        {
            throw new ProgressFileException(path, $"is that of {whose.Learner} in {whose.Course}, not of {Learner} in {Course}");
        }
    }
}
