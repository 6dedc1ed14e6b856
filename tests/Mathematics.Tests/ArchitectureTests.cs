using Adjoint.Algebra;
using Xunit;

namespace Adjoint.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void Mathematics_references_only_the_base_library_and_MathNet() => Assert.All(
        typeof(IField<>).Assembly.GetReferencedAssemblies(),
        a => Assert.True(a.Name is "MathNet.Numerics" || a.Name!.StartsWith("System.", StringComparison.Ordinal), a.Name));
}
