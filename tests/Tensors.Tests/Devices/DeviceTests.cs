using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.Tensors;
using Adjoint.Tensors.Devices;
using Adjoint.Tensors.Loading;
using Adjoint.Tests.Extension;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Devices;

public sealed class DeviceTests
{
    private static readonly CommandSet Commands = CommandSet.Standard.With(DeviceCommand.Command);

    [Fact]
    public void Best_device_is_CUDA_if_torch_has_it_and_the_CPU_if_there_is_no_accelerator() => Assert.Equal(
        torch.cuda.is_available() ? DeviceType.CUDA : torch.mps_is_available() ? DeviceType.MPS : DeviceType.CPU,
        torch.Device.Best.type);

    [Fact]
    public void Last_device_is_the_processor_with_name_memory_threads_and_SIMD()
    {
        var cpu = torch.Device.All[^1];
        Assert.Equal(DeviceType.CPU, cpu.Device.type);
        Assert.NotEmpty(cpu.Name);
        Assert.InRange(cpu.MemoryBytes!.Value, 1L << 28, 1L << 50);
        Assert.InRange(cpu.FreeBytes!.Value, 1, cpu.MemoryBytes.Value);
        Assert.Equal(Environment.ProcessorCount, cpu.Units);
        Assert.Equal(torch.get_num_threads(), cpu.Threads);
        Assert.NotNull(cpu.Simd);
    }

    [Fact]
    public void Processor_is_named_as_Linux_names_it()
    {
        const string Path = "/proc/cpuinfo";
        Assert.SkipUnless(File.Exists(Path), "Only Linux writes the processor's name there.");
        var line = File.ReadLines(Path).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        Assert.SkipWhen(line is null, "Linux does not say the name of this processor.");
        Assert.Equal(line!.Split(':', 2)[1].Trim(), torch.Device.All[^1].Name);
    }

    [Fact]
    public void Reason_is_given_exactly_when_CUDA_is_not_used() =>
        Assert.Equal(torch.cuda.is_available(), torch.Device.All.CudaRemark is null);

    [Fact]
    public void Machine_without_a_driver_says_so()
    {
        var driver = CudaDriver.OfMachine();
        Assert.SkipWhen(driver.IsThere, "This machine has a driver by NVIDIA.");
        Assert.Contains(driver.Absence, torch.Device.All.CudaRemark, StringComparison.Ordinal);
    }

    [Fact]
    public void GPU_has_name_memory_and_compute_capability()
    {
        Assert.SkipUnless(torch.cuda.is_available(), "No CUDA device here.");
        var gpu = torch.Device.All[0];
        Assert.Equal("cuda:0", gpu.Device.ToString());
        Assert.NotEmpty(gpu.Name);
        Assert.True(gpu.FreeBytes <= gpu.MemoryBytes);
        Assert.True(gpu.ComputeCapability >= new Version(3, 0));
        Assert.True(gpu.Units > 0);
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("CPU")]
    [InlineData(" cpu:0 ")]
    public void Description_of_a_device_that_is_here_is_found(string description) =>
        Assert.Equal(DeviceType.CPU, torch.Device.All.Find(description).type);

    [Theory]
    [InlineData("cuda:77")]
    [InlineData("gpu")]
    [InlineData("")]
    public void Device_that_is_not_here_is_refused_with_those_that_are(string description)
    {
        var mistake = Assert.Throws<ArgumentException>(() => torch.Device.All.Find(description));
        Assert.StartsWith($"There is no device {description} here; there ", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("cpu", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_in_use_is_where_new_tensors_are_and_what_was_before_comes_back()
    {
        var before = torch.Device.Current;
        using (var outer = torch.Device.Use("cpu"))
        {
            Assert.Equal(DeviceType.CPU, torch.Device.Current.type);
            using (torch.Device.Use(torch.Device.Best))
            {
                using var made = torch.rand(2);
                Assert.Equal(torch.Device.Best.type, made.device_type);
            }

            Assert.Equal(DeviceType.CPU, torch.Device.Current.type);
            outer.Dispose();
            outer.Dispose();
        }

        Assert.Equal(before.ToString(), torch.Device.Current.ToString());
        Assert.Equal(before.ToString(), torch.get_default_device().ToString());
    }

    [Fact]
    public void Device_that_is_not_here_is_not_used()
    {
        var before = torch.Device.Current.ToString();
        Assert.Throws<ArgumentException>(() => torch.Device.Use("cuda:77"));
        Assert.Equal(before, torch.Device.Current.ToString());
    }

    [Fact]
    public void Tensor_that_is_there_already_shares_its_data_and_each_of_the_two_is_disposed_alone()
    {
        var before = torch.Tensor.TotalCount;
        using (torch.Device.Use(torch.Device.Best))
        {
            var x = torch.zeros(3);
            var y = x.ToBest();
            Assert.NotSame(x, y);
            x.fill_(1);
            x.Dispose();
            Assert.Equal(3, y.sum().item<float>());
            y.Dispose();
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(torch.Tensor.TotalCount <= before);
    }

    [Fact]
    public void Module_moves_in_place()
    {
        using var module = torch.nn.Linear(2, 3);
        Assert.Same(module, module.ToBest());
        Assert.Same(module, module.ToCurrent());
        Assert.All(module.parameters(), p => Assert.Equal(torch.Device.Current.type, p.device_type));
    }

    [Fact]
    public async Task Command_chooses_for_its_notebook_alone()
    {
        var (before, mine) = (NotebookDisplay.Current, new NotebookDisplay());
        try
        {
            NotebookDisplay.Current = mine;
            await RunAsync("#!device cpu");
            Assert.NotNull(DeviceChoice.ChosenHere);
            NotebookDisplay.Current = new NotebookDisplay();
            Assert.Null(DeviceChoice.ChosenHere);
        }
        finally
        {
            NotebookDisplay.Current = before;
        }
    }

    [Fact]
    public async Task Command_shows_a_table_that_is_marked_and_fits_the_page()
    {
        var notebook = await RunAsync("#!device");
        var list = Assert.IsType<DeviceList>(Assert.Single(notebook.Shown));
        var text = list.ToDisplayString(PlainTextFormatter.MimeType);
        Assert.Contains("→  cpu", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("<code>cpu</code>", list.ToDisplayString(HtmlFormatter.MimeType), StringComparison.Ordinal);
    }

    [Fact]
    public void Device_appears_by_its_name()
    {
        UsingFormatters.Register();
        Assert.Equal("cpu", torch.CPU.ToDisplayString(PlainTextFormatter.MimeType));
        Assert.Equal("<code>cuda:1</code>", new torch.Device(DeviceType.CUDA, 1).ToDisplayString(HtmlFormatter.MimeType));
        Assert.StartsWith("cpu  ", torch.Device.All[^1].ToDisplayString(PlainTextFormatter.MimeType), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_refuses_what_is_not_here_in_one_sentence_with_a_caret()
    {
        var mistake = await Assert.ThrowsAsync<CommandException>(() => RunAsync("#!device cuda:77"));
        Assert.Contains("There is no device cuda:77 here; there ", mistake.Message, StringComparison.Ordinal);
        Assert.EndsWith("^", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Completions_are_the_devices_and_best() =>
        Assert.Equal(["cpu"], Commands.Complete("#!device cp", 11, new RecordingNotebook())!.Items.Select(i => i.Text).Where(t => t == "cpu"));

    private static async Task<RecordingNotebook> RunAsync(string cell)
    {
        var notebook = new RecordingNotebook();
        foreach (var call in Commands.Split(cell).OfType<CellPart.Call>())
        {
            await Commands.RunAsync(call, notebook);
        }

        return notebook;
    }
}
