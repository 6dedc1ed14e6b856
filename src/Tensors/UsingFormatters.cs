using System.Net;
using Adjoint.Extension;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Registers how devices, memory, measurements and training appear.</summary>
internal static class UsingFormatters
{
    /// <summary>text/html and text/plain for each. Calling it again, or after <see cref="Formatter.ResetToDefault"/>, leaves each formatter registered once.</summary>
    public static void Register()
    {
        if (Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f.Type == typeof(DeviceList)))
        {
            return;
        }

        ExtensionFormatters.Register();
        Table<DeviceList>();
        TensorFormatters.Register<torch.Device>(static d => $"<code>{d}</code>", static d => d.ToString());
        TensorFormatters.Register<ComputeDevice>(static d => $"<div>{WebUtility.HtmlEncode(d.ToString())}</div>", static d => d.ToString());
        Page<MemoryReport>();
        Page<LeakReport>();
        Page<GradientCheck>();
        TensorFormatters.Register<BenchReport>(static r => r.ToHtml(), static r => ((IPagedReport)r).ToPage().ToText());
        TensorFormatters.Register<TrainingRun>(static r => r.ToHtml(), static r => r.ToText());
    }

    private static void Table<T>() where T : IReport => TensorFormatters.Register<T>(static r => r.ToTable().ToHtml(), static r => r.ToTable().ToText());

    private static void Page<T>() where T : IPagedReport => TensorFormatters.Register<T>(static r => r.ToPage().ToHtml(), static r => r.ToPage().ToText());
}
