using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>A function, compared by its values on inputs that are drawn. An input on which two differ is made as small as possible.</summary>
internal sealed class FunctionKind<TInput, TValue>(
    string signature, Func<Draw, TInput> inputs, FunctionLimits limits, Func<object?, string> show, Func<TValue, TValue, bool> areEqual) : AnswerKind<Func<TInput, TValue>>
{
    private const int Inputs = 100;

    // What editors put where code is to be written.
    private const string NotWritten = $"throws {nameof(NotImplementedException)}";

    // Always the same inputs, so that a verdict can be repeated.
    private static readonly VariantSeed Seed = VariantSeed.Of("inputs"u8, string.Empty, string.Empty, 0);

    // What took too much is not run again for each misconception.
    private readonly ConditionalWeakTable<Delegate, string> excessive = [];

    public override string Syntax => signature;

    public override bool IsTyped => false;

    public override Func<TInput, TValue> Read(string text) => throw new NotationParseException(text, 0, "A function is written in C#", signature);

    public override string Write(Func<TInput, TValue> answer) => throw new NotSupportedException("A function has no text.");

    public override Node Describe(Func<TInput, TValue> answer, NotationOptions options) => Node.Text(signature);

    public override AnswerComparison Compare(Func<TInput, TValue> answer, Func<TInput, TValue> solution)
    {
        if (Delegate.Equals(answer, solution))
        {
            return AnswerComparison.Equal;
        }

        if (excessive.TryGetValue(answer, out var known))
        {
            return AnswerComparison.Of(false, known);
        }

        var run = new Run(answer, solution, inputs, show, areEqual, limits);
        return run.Search() switch
        {
            { } excess => AnswerComparison.Of(false, excessive.GetValue(answer, _ => $"On the input {run.Current} your function {excess}.")),
            null when run.Failure is { Yours: NotWritten } stub => new AnswerComparison.Unfit($"The function is not written yet: for {stub.Input} it {stub.Yours}; expected {signature}."),
            null when run.Failure is { } failure => new AnswerComparison.Different("Your function is not right for all inputs.", new(
                $"For {failure.Input} yours {failure.Yours}, and right is {failure.Wanted}", () => run.Fails(failure))),
            null => new AnswerComparison.Same(string.Create(CultureInfo.InvariantCulture, $"equal on {Inputs} inputs, which is no proof")),
        };
    }

    private sealed record Failing(string Input, string Yours, string Wanted, IReadOnlyList<Choice> Choices);

    // Both functions on one input after the other, on a thread of its own that is left alone when it takes too much.
    private sealed class Run(Func<TInput, TValue> answer, Func<TInput, TValue> solution, Func<Draw, TInput> inputs, Func<object?, string> show, Func<TValue, TValue, bool> areEqual, FunctionLimits limits)
    {
        private const int StackBytes = 16 << 20;
        private const int LookEvery = 5;
        private const int Patience = 10;
        private const int MostShrinks = 2000;

        private volatile bool isOver;
        private volatile bool isTooLarge;
        private volatile string? stopped;

        public string Current { get; private set; } = string.Empty;

        public Failing? Failure { get; private set; }

        /// <summary>Looks for the smallest failure. What of its limits the answer exceeds; null if none.</summary>
        public string? Search() => Within(() =>
        {
            var draw = new Draw(Seed, replayed: null);
            for (var i = 0; i < Inputs && !isOver; i++)
            {
                // The simplest input first, and then random ones.
                if ((i == 0 ? Try([]) : TryNext(draw)) is { } failure)
                {
                    Failure = Shrink(failure);
                    return;
                }
            }
        });

        /// <summary>Whether the answer is wrong at the input of a failure when both are evaluated again.</summary>
        public bool Fails(Failing failure)
        {
            var fails = false;
            return Within(() => fails = Try(failure.Choices) is not null) is null && fails;
        }

        private string? Within(Action action)
        {
            var outer = Cancellation.Current;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
            var token = stop.Token;
            Exception? defect = null;
            var thread = new Thread(
                () =>
                {
                    Cancellation.Current = token;
                    try
                    {
                        action();
                    }
                    catch (OperationCanceledException)
                    {
                        // A limit was reached, and the verdict is made already.
                    }
                    catch (Exception error) when (error is not OutOfMemoryException)
                    {
                        // The solution or the inputs throw: that is for the caller's thread.
                        defect = error;
                    }
                },
                StackBytes) { IsBackground = true };
            var (clock, work, before) = (Stopwatch.StartNew(), Work, GC.GetTotalMemory(forceFullCollection: false));
            thread.Start();
            while (!thread.Join(LookEvery))
            {
                // A machine that is busy with something else must not make an answer wrong; a function that only sleeps does not work.
                var late = clock.Elapsed > limits.Time && (Work - work > limits.Time / 2 || clock.Elapsed > Patience * limits.Time);
                var large = !late && GC.GetTotalMemory(forceFullCollection: false) - before > limits.Bytes && GC.GetTotalMemory(forceFullCollection: true) - before > limits.Bytes;
                if (late || large || outer.IsCancellationRequested)
                {
                    isOver = true;
                    stop.Cancel();
                    outer.ThrowIfCancellationRequested();
                    return late ? string.Create(CultureInfo.InvariantCulture, $"is not done after {limits.Time.TotalSeconds} seconds") : Large;
                }
            }

            outer.ThrowIfCancellationRequested();
            return defect is not null ? throw new InvalidOperationException($"The solution or the inputs of the exercise fail: {defect.Message}", defect)
                : isTooLarge ? Large
                : stopped;
        }

        private static TimeSpan Work => Environment.CpuUsage.TotalTime;

        private string Large => string.Create(CultureInfo.InvariantCulture, $"takes more than {limits.Bytes >> 20} MiB of memory");

        private Failing? TryNext(Draw draw)
        {
            var before = draw.Recorded.Count;
            _ = inputs(draw);
            return Try([.. draw.Recorded.Skip(before)]);
        }

        // Each function gets an input of its own, which it may change; what is shown is a third.
        private Failing? Try(IReadOnlyList<Choice> choices)
        {
            Cancellation.Poll();
            var draw = new Draw(Seed, choices);
            Current = show(inputs(draw));
            var wanted = solution(inputs(new Draw(Seed, choices)));
            string? yours = null;
            var allocated = GC.GetAllocatedBytesForCurrentThread();

            // A learner's code is run here, and where its value is looked at; whatever it throws is an answer.
            try
            {
                var value = answer(inputs(new Draw(Seed, choices)));
                yours = areEqual(value, wanted) ? null : $"is {show(value)}";
            }
            catch (FunctionElsewhereException error) when (error.IsOver)
            {
                (isOver, stopped) = (true, error.What);
                throw new OperationCanceledException();
            }
            catch (Exception error) when (error is not OperationCanceledException || !Cancellation.Current.IsCancellationRequested)
            {
                yours = (error as FunctionElsewhereException)?.What ?? $"throws {error.GetType().Name}";
            }

            // What came and went between two looks.
            if (GC.GetAllocatedBytesForCurrentThread() - allocated > limits.Bytes)
            {
                isOver = isTooLarge = true;
                throw new OperationCanceledException();
            }

            return yours is null ? null : new(Current, yours, show(wanted), draw.Recorded);
        }

        // Fewer choices are simpler; then simpler first ones. So any generator's inputs shrink, without a word from its author.
        private Failing Shrink(Failing failure)
        {
            var tries = 0;
            for (var isSmaller = true; isSmaller && tries < MostShrinks;)
            {
                isSmaller = false;
                foreach (var candidate in Simpler(failure.Choices))
                {
                    if (++tries > MostShrinks || isOver)
                    {
                        break;
                    }

                    if (Try(candidate) is { } smaller && IsSimpler(smaller.Choices, failure.Choices))
                    {
                        (failure, isSmaller) = (smaller, true);
                        break;
                    }
                }
            }

            return failure;
        }

        private static bool IsSimpler(IReadOnlyList<Choice> a, IReadOnlyList<Choice> b)
        {
            if (a.Count != b.Count)
            {
                return a.Count < b.Count;
            }

            for (var i = 0; i < a.Count; i++)
            {
                if (a[i].Weight != b[i].Weight)
                {
                    return a[i].Weight < b[i].Weight;
                }
            }

            return false;
        }

        private static IEnumerable<IReadOnlyList<Choice>> Simpler(IReadOnlyList<Choice> choices)
        {
            var n = choices.Count;
            for (var i = 0; i < n; i++)
            {
                // One item less: a count before it goes down, and its choices go.
                for (var gone = 1; gone <= 4; gone++)
                {
                    for (var j = i + 1; j + gone <= n && choices[i].Distance > 0; j++)
                    {
                        yield return [.. choices.Take(i), new(choices[i].Distance - 1), .. choices.Skip(i + 1).Take(j - i - 1), .. choices.Skip(j + gone)];
                    }
                }
            }

            for (var i = 0; i < n; i++)
            {
                var d = choices[i].Distance;
                foreach (var smaller in new long[] { 0, d / 2, -d, d - Math.Sign(d) })
                {
                    if (new Choice(smaller).Weight < choices[i].Weight)
                    {
                        yield return [.. choices.Take(i), new(smaller), .. choices.Skip(i + 1)];
                    }
                }
            }
        }
    }
}
