// The engine of 2023 (the release to which Formatting 1.0.0-beta.23562.1 belongs), as far as loading the extension touches it: it has no KernelActionDirective,
// its commands were made with System.CommandLine.
namespace Microsoft.DotNet.Interactive
{
    public abstract class Kernel
    {
        public static Kernel Root { get; protected set; }

        public static object Shown { get; private set; }

        public static object display(object value, params string[] mimeTypes) => Shown = value;
    }

    public class CompositeKernel : Kernel
    {
        public CompositeKernel() => Root = this;
    }
}
