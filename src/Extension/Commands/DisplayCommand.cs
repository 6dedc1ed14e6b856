using Adjoint.Formatters;
using Adjoint.Notation;

namespace Adjoint.Extension.Commands;

/// <summary><c>#!display</c>.</summary>
internal static class DisplayCommand
{
    public static MagicCommand Command { get; } = new(
        "display", "Sets how matrices and formulas are written: for the rest of its cell, or, alone in a cell, from then on.", "#!display --digits 8 --limit 20")
    {
        Options =
        [
            new("digits", "Significant digits of the largest entry of a real matrix.", new ParameterType.Integer(1, 17)),
            new("limit", "The most rows, and the most columns, that a matrix shows.", new ParameterType.Integer(3, 1000)),
            new("style", "How numbers are written: automatic pulls out a power of ten where it helps, engineering takes powers of a thousand.", new ParameterType.Choice([.. Enum.GetNames<NumberStyle>().Select(n => n.ToLowerInvariant())])),
            new("factor", "Whether a matrix may have a common power of ten in front.", new ParameterType.Choice(["common", "none"])),
            new("reset", "Begins from how a new notebook writes values.", new ParameterType.Flag()),
        ],
        Main = new("code", "What to run with these settings, commands included; without it they hold for the notebook.", new ParameterType.Code()),
        Run = static async (arguments, notebook) =>
        {
            var display = NotebookDisplay.Current;
            var before = display.Options;
            display.Options = Changed(arguments.Flag("reset") ? NotationOptions.Default : before, arguments);
            if (string.IsNullOrWhiteSpace(arguments.Main))
            {
                return new DisplayReport(display.Options);
            }

            try
            {
                await notebook.RunAsync(arguments.Main);
            }
            finally
            {
                display.Options = before;
            }

            return null;
        },
    };

    private static NotationOptions Changed(NotationOptions options, Arguments arguments) => options with
    {
        Digits = arguments.Integer("digits") ?? options.Digits,
        Limit = arguments.Integer("limit") ?? options.Limit,
        NumberStyle = arguments.Text("style") is { } style ? Enum.Parse<NumberStyle>(style, ignoreCase: true) : options.NumberStyle,
        CommonFactor = arguments.Text("factor") is { } factor ? factor == "common" : options.CommonFactor,
    };
}
