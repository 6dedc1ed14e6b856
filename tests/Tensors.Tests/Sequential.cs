using System.Reflection;
using Adjoint.Tests;
using Xunit.Sdk;
using Xunit.v3;

// Tensors are counted by the process: a test that compares counts must run alone, and after what earlier ones have dropped is gone.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: CollectedBefore]

namespace Adjoint.Tests;

[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class CollectedBeforeAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
