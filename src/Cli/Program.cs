using Adjoint.Extension;
using Adjoint.Jupyter.Scripting;
using Adjoint.Jupyter.Wire;
using Adjoint.Cli;

if (args is ["kernel", "serve", var file]) { KernelHost.Serve(file, CommandSet.Standard); return; }
var session = new NotebookSession(CommandSet.Standard);
var t = System.Diagnostics.Stopwatch.StartNew();
var n = 0;
foreach (var a in args)
{
    t.Restart();
    var outcome = session.Execute(a, ++n, new TextOutput());
    System.Console.Out.Flush();
    TextOutput.Real.WriteLine($"[{n}] {t.Elapsed.TotalMilliseconds:F1} ms {outcome.GetType().Name}");
    if (outcome is CellOutcome.Failed f) TextOutput.Real.WriteLine(string.Join('\n', f.Trace));
}
