using System.Diagnostics;

namespace Adjoint.Extension.Commands;

/// <summary><c>#!time</c>.</summary>
internal static class TimeCommand
{
    public static MagicCommand Command { get; } = new(
        "time", "Shows what the rest of the cell takes: wall time, processor time, allocations.", "#!time\nEnumerable.Range(1, 1000).Sum()")
    {
        Main = new("code", "What to run, commands included.", new ParameterType.Code()) { Required = true },
        Run = static async (arguments, notebook) =>
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            CellTiming Elapsed() => new(
                Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes(precise: true) - allocated);
            var done = false;
            try
            {
                await notebook.RunAsync(arguments.Main);
                done = true;
            }
            finally
            {
                // Code that throws took its time too. Its exception goes on, so there is no result to be shown for us.
                if (!done)
                {
                    notebook.Display(Elapsed());
                }
            }

            return Elapsed();
        },
    };
}
