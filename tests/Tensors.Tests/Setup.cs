using System.Runtime.CompilerServices;
using Adjoint.Tensors.Loading;

namespace Adjoint.Tests;

internal static class Setup
{
    [ModuleInitializer]
    public static void LoadTorch() => TorchLibrary.Load();
}
