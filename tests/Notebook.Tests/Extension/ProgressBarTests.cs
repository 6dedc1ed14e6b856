using Adjoint.Extension;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Extension;

public sealed class ProgressBarTests
{
    private readonly StoppedClock clock = new();

    [Fact]
    public void Estimate_is_the_rest_at_the_speed_up_to_now() => Gen.Select(Gen.Long[1, 1000], Gen.Long[0, 1000], Gen.Double[0.01, 1e4]).Sample((done, more, seconds) =>
    {
        var report = new ProgressReport("", done, done + more, TimeSpan.FromSeconds(seconds), HasEnded: false);
        Assert.Equal(more * seconds / done, report.Remaining!.Value.TotalSeconds, 1e-6 * (1 + (more * seconds / done)));
    });

    [Theory]
    [InlineData(0, 10L, 1, false, "0%, 0 of 10, 1.0 s")]
    [InlineData(5, 10L, 2, false, "50%, 5 of 10, 2.0 s, about 2.0 s left")]
    [InlineData(999, 1000L, 0.5, false, "99%, 999 of 1000, 500 ms, about 1 ms left")]
    [InlineData(10, 10L, 75, true, "100%, 10 of 10, 1 min 15 s")]
    [InlineData(1, long.MaxValue, 1000, false, "0%, 1 of 9223372036854775807, 16 min 40 s")]
    [InlineData(3, 10L, 4000, true, "stopped at 30%, 3 of 10, 1 h 6 min")]
    public void Words_say_how_far_and_how_long(long done, long? total, double seconds, bool ended, string words) =>
        Assert.EndsWith(words, new ProgressReport("", done, total, TimeSpan.FromSeconds(seconds), ended).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Without_a_total_steps_are_counted() =>
        Assert.Equal("reading 12, 3.0 s", new ProgressReport("reading", 12, null, TimeSpan.FromSeconds(3), false).ToString());

    [Fact]
    public void Nothing_is_shown_where_nobody_watches()
    {
        var notebook = new RecordingNotebook();
        Assert.Equal(Enumerable.Range(0, 100), notebook.Progress(Enumerable.Range(0, 100)).ToList());
        using var bar = Bar(notebook, 10);
        clock.Advance(TimeSpan.FromSeconds(1));
        bar.Advance();
        Assert.Empty(notebook.Shown);
    }

    [Fact]
    public void Short_work_is_not_shown_and_long_work_in_one_place()
    {
        var notebook = new RecordingNotebook { IsInteractive = true };
        var bar = Bar(notebook, 1000);
        for (var k = 0; k < 50; k++)
        {
            bar.Advance();
        }

        Assert.Empty(notebook.Shown);
        for (var k = 0; k < 950; k++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(10));
            bar.Advance();
            Assert.True(notebook.Shown.Count <= 1);
        }

        bar.Dispose();
        var last = Assert.IsType<ProgressReport>(Assert.Single(notebook.Shown));
        Assert.Equal((1000, true, TimeSpan.FromMilliseconds(9500)), (last.Done, last.HasEnded, last.Elapsed));
    }

    [Fact]
    public void Work_that_fails_says_where_it_stopped()
    {
        var notebook = new RecordingNotebook { IsInteractive = true };
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var bar = Bar(notebook, 10);
            clock.Advance(TimeSpan.FromSeconds(1));
            bar.Advance(4);
            Fail();
        });
        Assert.Contains("stopped at 40%", Assert.Single(notebook.Shown).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_of_several_threads_are_all_counted()
    {
        var notebook = new RecordingNotebook { IsInteractive = true };
        using var bar = Bar(notebook, 100_000);
        Parallel.For(0, 100_000, _ => bar.Advance());
        Assert.Equal(100_000, bar.Done);
    }

    [Fact]
    public void Interrupt_stops_the_loop()
    {
        using var cancellation = new CancellationTokenSource();
        var notebook = new RecordingNotebook();
        var seen = 0;
        Cancellation.Current = cancellation.Token;
        try
        {
            Assert.Throws<OperationCanceledException>(() =>
            {
                foreach (var k in notebook.Progress(Enumerable.Range(0, 100)))
                {
                    seen = k;
                    if (k == 7)
                    {
                        cancellation.Cancel();
                    }
                }
            });
        }
        finally
        {
            Cancellation.Current = CancellationToken.None;
        }

        Assert.Equal(7, seen);
    }

    private static void Fail() => throw new InvalidOperationException();

    private ProgressBar Bar(RecordingNotebook notebook, long total) => new(notebook, total, "", clock);

    private sealed class StoppedClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan time) => now += time.Ticks;
    }
}
