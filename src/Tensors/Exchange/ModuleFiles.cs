using Adjoint.Tensors.Exchange;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Parameters and buffers of modules in safetensors files.</summary>
public static class ModuleFiles
{
    /// <summary>Copies the tensors of a file into the parameters and buffers of the same names, on the devices where those are, and converts to their types as PyTorch does.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file.</param>
    /// <param name="strict">Whether a name that only one side has is refused.</param>
    /// <returns>The names that only one side has.</returns>
    /// <exception cref="StateDictException">A shape differs, a tensor of the module is on the meta device, or with <paramref name="strict"/> a name is missing or unexpected. Nothing was copied then.</exception>
    /// <exception cref="TensorFormatException">The file breaks a rule of the format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StateDictMatch LoadSafeTensors(this torch.nn.Module module, string path, bool strict = true)
    {
        using var file = SafeTensors.Open(path);
        var state = module.state_dict();
        var match = new StateDictMatch([.. state.Keys.Except(file.Names)], [.. file.Names.Except(state.Keys)]);
        if (strict && !match.IsExact)
        {
            throw new StateDictException(path, string.Join(", and ", new[]
            {
                match.Missing.Count > 0 ? $"it lacks {TensorCollection.Names(match.Missing)}" : null,
                match.Unexpected.Count > 0 ? $"the module has no place for {TensorCollection.Names(match.Unexpected)}" : null,
            }.OfType<string>()));
        }

        foreach (var entry in file.Entries)
        {
            if (state.TryGetValue(entry.Name, out var target) && target.device_type == DeviceType.META)
            {
                throw new StateDictException(path, $"'{entry.Name}' of the module is on the meta device and has no memory for it; torch.nn's constructors take a device");
            }

            if (target is not null && !target.shape.SequenceEqual(entry.Shape))
            {
                throw new StateDictException(path, $"'{entry.Name}' is {TensorName.Of([.. entry.Shape])} in the file and {TensorName.Of(target.shape)} in the module");
            }
        }

        using var noGradient = torch.no_grad();
        foreach (var name in file.Names.Where(state.ContainsKey))
        {
            using var loaded = file.Load(name);
            state[name].copy_(loaded);
        }

        return match;
    }

    /// <summary>Saves the parameters and persistent buffers under their names in <c>state_dict()</c>, with texts beside them.</summary>
    /// <exception cref="UnsuitableTensorException">A tensor's type or layout is none that the format has.</exception>
    /// <exception cref="IOException">The file cannot be written; a file that was there is as it was.</exception>
    public static void SaveSafeTensors(this torch.nn.Module module, string path, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafeTensors.Save(path, module.state_dict(), metadata);
}
