using Adjoint.Exercises;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>What is in a log stays in it, whatever happens to its file.</summary>
public sealed class ProgressLogTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-progress").FullName;

    private string File1 => Path.Combine(folder, "course", "ada.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_appended_is_there_when_the_file_is_opened_again()
    {
        var log = Open();
        var kept = Samples().Select(log.Append).ToList();
        Assert.Equal(kept, log.Entries);
        Assert.Equal(kept, Open().Entries);
        Assert.True(log.IsSaved);
        Assert.Empty(Open().Notes);
        Assert.Equal("x\n\"y\"\t𝔽₇ 💥", kept[1].Answer);
        Assert.Equal(("rejected", "adds"), (kept[1].Verdict, kept[1].Tag));
    }

    [Fact]
    public void Opening_a_log_that_is_not_there_makes_no_file()
    {
        Assert.Empty(Open().Entries);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Log_cut_off_at_any_byte_keeps_every_whole_entry_and_can_be_continued()
    {
        var log = Open();
        var entries = Samples().Select(log.Append).ToList();
        var whole = File.ReadAllBytes(File1);
        var ends = Enumerable.Range(0, whole.Length).Where(i => whole[i] == '\n').Skip(1).ToList();
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(File1, whole[..length]);
            var survivors = entries.Take(ends.Count(end => end <= length)).ToList();
            var cut = Open();
            Assert.Equal(survivors, cut.Entries);
            var isWhole = length == 0 || whole[length - 1] == '\n' || whole[length..] is [(byte)'\n', ..];
            Assert.Equal(isWhole ? 0 : 1, cut.Notes.Count);

            var next = cut.Append(ProgressEntry.Dealt(Start.AddHours(1), "next", 0));
            var again = Open();
            Assert.Equal([.. survivors, next], again.Entries);
            Assert.Empty(again.Notes);
            Assert.Equal(whole[..length], File.ReadAllBytes(File1)[..length]);
        }
    }

    [Fact]
    public void Byte_changed_anywhere_loses_at_most_its_own_line_and_is_said()
    {
        var log = Open();
        var entries = Samples().Select(log.Append).ToList();
        var whole = File.ReadAllBytes(File1);
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var changed in (byte[])[(byte)(whole[i] ^ 1), (byte)(whole[i] ^ 0x20), (byte)'\n', 0])
            {
                var bytes = whole.ToArray();
                bytes[i] = changed;
                var contents = ProgressContents.Of("log", 0, bytes);
                var line = whole[..i].Count(b => b == '\n');
                Assert.Superset(entries.Where((_, n) => n != line - 1).ToHashSet(), contents.Entries.ToHashSet());
                Assert.Subset(entries.ToHashSet(), contents.Entries.ToHashSet());
                Assert.True(changed == whole[i] || contents.Damage.Count > 0 || contents.Torn is not null, $"Byte {i} became {changed}, and nobody is told.");
            }
        }
    }

    [Fact]
    public void Log_whose_first_line_is_damaged_is_continued()
    {
        var entries = Samples().Select(Open().Append).ToList();
        var bytes = File.ReadAllBytes(File1);
        bytes[5] ^= 1;
        File.WriteAllBytes(File1, bytes);
        var log = Open();
        Assert.Contains("damaged line", Assert.Single(log.Notes), StringComparison.Ordinal);
        log.Append(ProgressEntry.Dealt(Start.AddHours(1), "next", 0));
        Assert.Equal(entries.Count + 1, Open().Entries.Count);
        Assert.Throws<ProgressFileException>(() => ProgressLog.Open(File1, "course", "bob"));
    }

    [Fact]
    public void Write_that_fails_at_any_byte_is_said_and_made_good_by_the_next()
    {
        for (var room = 0; room < 600; room++)
        {
            var path = Path.Combine(folder, "full", $"{room}.jsonl");
            var left = room;
            var isFull = true;
            var log = ProgressLog.Open(path, "course", "ada", file => isFull ? new BreakingStream(file, left, () => throw new IOException("No space left on device")) : file);
            var thrown = 0;
            foreach (var entry in Samples())
            {
                var length = File.Exists(path) ? (int)new FileInfo(path).Length : 0;
                left = room - length;
                thrown += Record.Exception(() => log.Append(entry)) is ProgressFileException error && error.Message.Contains("No space left on device; entries kept in memory", StringComparison.Ordinal) ? 1 : 0;
            }

            Assert.True(thrown > 0);
            Assert.Equal(4, log.Entries.Count);
            Assert.False(log.IsSaved);
            isFull = false;
            log.Append(ProgressEntry.Dealt(Start.AddHours(1), "next", 0));
            Assert.True(log.IsSaved);
            Assert.Equal(log.Entries, ProgressLog.Open(path, "course", "ada").Entries);
        }
    }

    [Fact]
    public void Folder_that_cannot_be_written_is_one_sentence_and_the_log_goes_on()
    {
        File.WriteAllText(Path.Combine(folder, "course"), "a file where the folder should be");
        var log = Open();
        var error = Assert.Throws<ProgressFileException>(() => log.Append(Samples()[0]));
        Assert.StartsWith($"The progress log {File1} cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; entries kept in memory, to be saved with the next one: 1.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ProgressFileException>(() => log.Append(Samples()[1]));
        File.Delete(Path.Combine(folder, "course"));
        log.Append(Samples()[2]);
        Assert.Equal(3, Open().Entries.Count);
    }

    [Fact]
    public void Log_of_another_learner_is_refused()
    {
        Open().Append(Samples()[0]);
        var error = Assert.Throws<ProgressFileException>(() => ProgressLog.Open(File1, "course", "bob"));
        Assert.Equal($"The progress log {File1} is that of ada in course, not of bob in course.", error.Message);
        Assert.Equal(("course", "ada"), (ProgressLog.Read(File1).Course, ProgressLog.Read(File1).Learner));
    }

    [Fact]
    public void Folder_in_place_of_the_file_is_one_sentence()
    {
        Directory.CreateDirectory(File1);
        Assert.StartsWith($"The progress log {File1} cannot be read: ", Assert.Throws<ProgressFileException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_of_an_emptied_file_are_written_again()
    {
        var log = Open();
        log.Append(Samples()[0]);
        File.WriteAllText(File1, string.Empty);
        log.Append(Samples()[1]);
        Assert.Equal(log.Entries, Open().Entries);
        Assert.Equal(2, Open().Entries.Count);
    }

    [Fact]
    public void Entries_of_another_session_are_seen_after_an_append()
    {
        var (one, other) = (Open(), Open());
        one.Append(Samples()[0]);
        other.Append(Samples()[1]);
        one.Append(Samples()[2]);
        Assert.Equal(3, one.Entries.Count);
        Assert.Equal(one.Entries, Open().Entries);
    }

    [Fact]
    public void Entries_at_the_same_time_stay_in_the_order_in_which_they_were_made()
    {
        var log = ProgressLog.InMemory("course", "ada");
        var exercises = Enumerable.Range(0, 50).Select(n => $"e{n}").ToList();
        exercises.ForEach(exercise => log.Append(ProgressEntry.Dealt(Start, exercise, 0)));
        Assert.Equal(exercises, log.Entries.Select(entry => entry.Exercise));
    }

    [Fact]
    public void Lines_that_became_those_of_Windows_are_read()
    {
        var entries = Samples().Select(Open().Append).ToList();
        File.WriteAllText(File1, File.ReadAllText(File1).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(entries, Open().Entries);
        Assert.Empty(Open().Notes);
    }

    [Fact]
    public void Answer_longer_than_any_that_is_judged_is_cut()
    {
        var entry = ProgressEntry.Answered(Start, "e", 0, new('1', 10_000_000), Verdict.NoAnswer("too long"));
        Assert.Equal(Question.LongestAnswer, entry.Answer!.Length);
    }

    [Fact]
    public void Merging_is_commutative_associative_and_idempotent() => Gen.Select(Logs, Logs, Logs).Sample(
        (a, b, c) =>
        {
            var left = Merged(a, b);
            left.Merge(Merged(c));
            var right = Merged(c, b);
            right.Merge(Merged(a));
            Assert.Equal(left.Entries, right.Entries);
            Assert.Equal(0, left.Merge(right));
            Assert.Equal(left.Entries, right.Entries);
            Assert.Equal(a.Concat(b).Concat(c).Select(entry => entry.Id).ToHashSet(), left.Entries.Select(entry => entry.Id).ToHashSet());
        },
        iter: 300);

    [Fact]
    public void Merged_file_has_the_entries_of_both()
    {
        var path = Path.Combine(folder, "other.jsonl");
        var other = ProgressLog.Open(path, "course", "ada");
        var mine = Open();
        other.Append(Samples()[0]);
        mine.Append(Samples()[1]);
        File.AppendAllText(path, "cut o");
        Assert.Equal(1, mine.Merge(path));
        Assert.Contains("cut off", Assert.Single(mine.Notes), StringComparison.Ordinal);
        Assert.Equal(0, mine.Merge(path));
        Assert.Equal(2, Open().Entries.Count);
        File.WriteAllText(path, "no log\n");
        Assert.Equal($"The progress log {path} does not say whose it is.", Assert.Throws<ProgressFileException>(() => mine.Merge(path)).Message);
        Assert.Throws<ProgressFileException>(() => mine.Merge(ProgressLog.InMemory("course", "bob")));
    }

    // Ids from a few, so that logs share some, and now and then differ in an entry of the same id.
    private static Gen<ProgressEntry[]> Logs => Gen.Select(Gen.Int[0, 12], Gen.Int[0, 3], Gen.Int[0, 1], Gen.String)
        .Select((id, time, attempt, answer) => new ProgressEntry($"{id:x32}", Start.AddDays(time), "e", attempt, ProgressEvent.Answered) { Answer = answer }).Array[0, 8];

    private static ProgressLog Merged(params ProgressEntry[][] logs)
    {
        var merged = ProgressLog.InMemory("course", "ada");
        foreach (var entry in logs.SelectMany(log => log))
        {
            var one = ProgressLog.InMemory("course", "ada");
            one.Append(entry);
            merged.Merge(one);
        }

        return merged;
    }

    private static ProgressEntry[] Samples() =>
    [
        ProgressEntry.Dealt(Start, "linear-algebra/rank", 0),
        ProgressEntry.Answered(Start.AddSeconds(9), "linear-algebra/rank", 0, "x\n\"y\"\t𝔽₇ 💥", new Verdict.Rejected("adds", "no", null)),
        ProgressEntry.HintShown(Start.AddSeconds(20), "linear-algebra/rank", 0, 1),
        ProgressEntry.Answered(Start.AddSeconds(30), "linear-algebra/rank", 0, "2", Verdict.Right),
    ];

    private ProgressLog Open() => ProgressLog.Open(File1, "course", "ada");
}
