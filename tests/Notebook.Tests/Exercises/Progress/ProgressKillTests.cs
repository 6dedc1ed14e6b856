using Adjoint.Exercises;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>Real processes that are killed while they write, or write at once.</summary>
public sealed class ProgressKillTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-progress").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_after_it()
    {
        // A header of about 90 bytes and entries of about 200, the second of which is in its middle at 400.
        var places = Enumerable.Range(0, 120).Select(n => 4L * n).ToList();
        var acknowledged = 0;
        await Parallel.ForEachAsync(places, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (place, cancel) =>
        {
            var path = Path.Combine(folder, $"{place}.jsonl");
            using var writer = ProgressWriter.Start(path, entries: 4, killAfter: place);
            var ids = (await writer.StandardOutput.ReadToEndAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await writer.WaitForExitAsync(cancel);
            Assert.NotEqual(0, writer.ExitCode);
            Assert.Equal(place, new FileInfo(path).Length);
            Interlocked.Add(ref acknowledged, ids.Length);

            var log = ProgressLog.Open(path, "course", "ada");
            Assert.Superset(ids.ToHashSet(), log.Entries.Select(entry => entry.Id).ToHashSet());
            var next = log.Append(ProgressEntry.Dealt(DateTimeOffset.UnixEpoch, "next", 0));
            Assert.Superset(new HashSet<string>([.. ids, next.Id]), ProgressLog.Open(path, "course", "ada").Entries.Select(entry => entry.Id).ToHashSet());
        });
        Assert.True(acknowledged > 20, $"Only {acknowledged} entries were acknowledged by all writers.");
    }

    [Fact]
    public async Task Two_processes_that_append_at_once_lose_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        var path = Path.Combine(folder, "shared.jsonl");
        using var one = ProgressWriter.Start(path, entries: 200, killAfter: long.MaxValue);
        using var other = ProgressWriter.Start(path, entries: 200, killAfter: long.MaxValue);
        var printed = await Task.WhenAll(one.StandardOutput.ReadToEndAsync(cancel), other.StandardOutput.ReadToEndAsync(cancel));
        await Task.WhenAll(one.WaitForExitAsync(cancel), other.WaitForExitAsync(cancel));
        Assert.Equal((0, 0), (one.ExitCode, other.ExitCode));
        var ids = string.Concat(printed).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(400, ids.Length);
        var log = ProgressLog.Open(path, "course", "ada");
        Assert.Equal(ids.ToHashSet(), log.Entries.Select(entry => entry.Id).ToHashSet());
        Assert.Empty(log.Notes);
    }
}
