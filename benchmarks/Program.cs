using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks -- --filter '*ExactMatrix*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
