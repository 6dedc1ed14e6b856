namespace Adjoint.Tests.Exchange;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("tensors").FullName;

    public string this[string name] => Path.Combine(path, name);

    public string[] Files => [.. Directory.GetFiles(path).Select(f => Path.GetFileName(f)!)];

    public void Dispose() => Directory.Delete(path, recursive: true);
}
