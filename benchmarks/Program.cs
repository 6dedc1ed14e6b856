using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// dotnet run -c Release --project benchmarks -- --filter '*ExactMatrix*'
// In this process, because a generated project would be held to the warnings of this solution.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    args, ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
