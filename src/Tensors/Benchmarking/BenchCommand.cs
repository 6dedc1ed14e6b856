using System.Globalization;
using System.Text.RegularExpressions;
using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors.Benchmarking;

/// <summary><c>#!bench</c>.</summary>
internal static partial class BenchCommand
{
    private static readonly string[] Reasons = ["does not compile: ", "is no C# expression: "];

    public static MagicCommand Command { get; } = new(
        "bench", "Measures code with tensors on each device, against what the devices reach.", "#!bench torch.ones(300, 300).mm(torch.ones(300, 300))")
    {
        Options =
        [
            new("on", "The devices, with commas; all by default.", new ParameterType.Text("devices such as cuda:0,cpu")),
            new("with", "The tensor variables of which copies are made on each device, with commas; by default all that the code names.", new ParameterType.Text("variables such as a,b")),
            new("seconds", "About how long to measure in all.", new ParameterType.Integer(1, 600)) { Default = "2" },
            new("flops", "Floating-point operations of one run, for the roofline; products and sums of variables are known.", new ParameterType.Expression()),
            new("bytes", "Bytes that one run must read and write, for the roofline.", new ParameterType.Expression()),
        ],
        Main = new("code", "What to measure: an expression or statements.", new ParameterType.Code()) { Required = true },
        Run = static async (arguments, notebook) =>
        {
            UsingFormatters.Register();
            var code = arguments.Main.Trim();
            var tensors = Tensors(arguments, notebook, code);
            var devices = Devices(arguments);
            var work = await Compile(notebook, code, [.. tensors.Keys], arguments.Has("with"));
            var size = WorkSize.Recognise(code, tensors);
            size = new(await Number(arguments, notebook, "flops") ?? size.Flops, await Number(arguments, notebook, "bytes") ?? size.Bytes);
            var type = tensors.Values.Select(t => t.dtype).FirstOrDefault(torch.is_floating_point, torch.ScalarType.Float32);
            return Bench.OnEach(devices, device => work([.. tensors.Values.Select(t => Copy(t, device))]), arguments.Integer("seconds") ?? 2, type, size);
        },
    };

    // The user's tensors stay as they are, whatever the code does in place.
    private static torch.Tensor Copy(torch.Tensor tensor, torch.Device device)
    {
        using var reading = torch.no_grad();
        return tensor.detach().to(device, copy: true).requires_grad_(tensor.requires_grad);
    }

    private static Dictionary<string, torch.Tensor> Tensors(Arguments arguments, INotebook notebook, string code)
    {
        var tensors = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        if (arguments.Text("with") is { } names)
        {
            foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                tensors[name] = notebook.TryGet(name, out var value)
                    ? value is torch.Tensor { IsInvalid: false } tensor ? tensor : throw new CommandException($"--with: {name} is {Kind(value)}, and a copy on each device is made of tensors only.")
                    : throw new CommandException($"--with: there is no variable {name}.");
            }

            return tensors;
        }

        foreach (var name in Identifier().Matches(code).Select(m => m.Value).Distinct())
        {
            if (notebook.TryGet(name, out var value) && value is torch.Tensor { IsInvalid: false } tensor)
            {
                tensors[name] = tensor;
            }
        }

        return tensors;
    }

    private static string Kind(object? value) => value switch
    {
        null => "null",
        torch.Tensor => "a tensor that is disposed",
        torch.nn.Module => "a module, which moves as a whole (model.ToBest())",
        _ => $"of the type {value.GetType().Name}",
    };

    private static IReadOnlyList<torch.Device> Devices(Arguments arguments)
    {
        var here = DeviceList.Here();
        if (arguments.Text("on") is not { } asked)
        {
            return [.. here.Select(d => d.Device)];
        }

        try
        {
            var devices = asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(here.Find).DistinctBy(d => d.ToString()).ToList();
            return devices.Count > 0 ? devices : throw new CommandException("--on names no device.");
        }
        catch (ArgumentException mistake)
        {
            throw new CommandException($"--on: {mistake.Message}");
        }
    }

    // A function of the copies, whose names hide the notebook's variables. Code that declares such a name itself gets none.
    private static async Task<Func<torch.Tensor[], Action>> Compile(INotebook notebook, string code, string[] names, bool isAsked)
    {
        var forms = new List<(string Source, int Count)>();
        string[][] choices = names.Length > 0 && !isAsked ? [names, []] : [names];
        foreach (var chosen in choices)
        {
            var unpack = string.Concat(chosen.Select((name, i) => $"var @{name} = (TorchSharp.torch.Tensor)__copies[{i.ToString(CultureInfo.InvariantCulture)}]; "));
            forms.Add(($"(System.Func<object[], System.Action>)((object[] __copies) => {{ {unpack}return () => {{ var __result = {code.TrimEnd(';', ' ', '\n', '\r')}\n; }}; }})", chosen.Length));
            forms.Add(($"(System.Func<object[], System.Action>)((object[] __copies) => {{ {unpack}return () => {{ {code}\n; }}; }})", chosen.Length));
        }

        CommandException? first = null;
        foreach (var (source, count) in forms)
        {
            try
            {
                if (await notebook.EvaluateAsync(source) is Func<object[], Action> made)
                {
                    return copies => made([.. copies.Take(count)]);
                }
            }
            catch (CommandException mistake)
            {
                // The mistake of the form as statements, with the copies, is nearest to what was written.
                first = first is null || source == forms[1].Source ? mistake : first;
            }
        }

        // What comes before the compiler's words is the code as it was wrapped.
        var message = first!.Message;
        var words = Reasons.Select(w => message.IndexOf(w, StringComparison.Ordinal) is >= 0 and var at ? at + w.Length : 0).Max();
        throw new CommandException($"The code does not compile: {message[words..]}");
    }

    private static async Task<double?> Number(Arguments arguments, INotebook notebook, string option)
    {
        if (arguments.Text(option) is not { } expression)
        {
            return null;
        }

        var value = await notebook.EvaluateAsync(expression);
        var number = value is IConvertible and not string ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : double.NaN;
        return double.IsFinite(number) && number > 0 ? number : throw new CommandException($"--{option} must be a positive number, and {expression} is {value ?? "null"}.");
    }

    [GeneratedRegex(@"(?<![\w.@])[A-Za-z_]\w*")]
    private static partial Regex Identifier();
}
