using Xunit.Sdk;
using Xunit.v3;

// Tensors are counted by the process: a test that compares counts must run alone.
[assembly: Parallelization(Mode = ParallelMode.None)]
