using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace Adjoint.Extension.DotNetInteractive;

/// <summary>The engine that a notebook runs on, reached by reflection and <c>dynamic</c>: no package of it can be referenced.</summary>
/// <remarks>Every member used here is in the engine's approved API listing, and in the recorded contract that the tests compile.</remarks>
internal sealed class Engine
{
    private const string Prefix = "Microsoft.DotNet.Interactive.";

    private readonly Assembly assembly;
    private readonly Type directive;
    private readonly Type parameter;
    private readonly dynamic root;

    private Engine(Assembly assembly, Type directive, object root)
    {
        (this.assembly, this.directive, this.root) = (assembly, directive, root);
        parameter = Type("Directives.KernelDirectiveParameter");
        CSharp = root is IEnumerable kernels
            ? kernels.Cast<dynamic>().FirstOrDefault(k => k.Name == "csharp") ?? throw new CommandException("Adjoint needs a C# kernel, and this engine has none.")
            : root;
    }

    /// <summary>The C# kernel, a <c>CSharpKernel</c>.</summary>
    public dynamic CSharp { get; }

    /// <summary>The commands that the C# kernel has, with their <c>#!</c>.</summary>
    public IReadOnlySet<string> Directives
    {
        get
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var known in CSharp.KernelInfo.SupportedDirectives)
            {
                names.Add((string)known.Name);
            }

            return names;
        }
    }

    /// <summary>The engine of a kernel; null if it is older than <c>KernelActionDirective</c>.</summary>
    public static Engine? Of(object root)
    {
        var kernel = root.GetType();
        while (kernel is not null && kernel.FullName != Prefix + "Kernel")
        {
            kernel = kernel.BaseType;
        }

        return kernel?.Assembly is { } assembly && assembly.GetType(Prefix + "Directives.KernelActionDirective") is { } directive
            ? new Engine(assembly, directive, root)
            : null;
    }

    /// <summary>Makes a command known to the C# kernel.</summary>
    public void Add(MagicCommand command, CommandSet commands)
    {
        dynamic made = Activator.CreateInstance(directive, $"#!{command.Name}", command.Summary)!;

        // The collection's class is not public, so that only its interface can be called.
        var addParameter = typeof(ICollection<>).MakeGenericType(parameter).GetMethod("Add")!;
        if (command.Main is { } main)
        {
            addParameter.Invoke(made.Parameters, new[] { Parameter(main, isMain: true) });
        }

        foreach (var option in command.AllOptions)
        {
            addParameter.Invoke(made.Parameters, new[] { Parameter(option, isMain: false) });
        }

        var boundCall = BoundCall.DerivedFrom(Type("Commands.KernelDirectiveCommand"), command);
        var context = Type("KernelInvocationContext");
        var add = ((object)CSharp).GetType().GetMethods().Single(m => m is { Name: "AddDirective", IsGenericMethodDefinition: true }).MakeGenericMethod(boundCall);
        var (call, invocation) = (Expression.Parameter(boundCall), Expression.Parameter(context));
        var directiveCall = new DirectiveCall(this, commands, command);
        var handler = Expression.Lambda(
            typeof(Func<,,>).MakeGenericType(boundCall, context, typeof(Task)),
            Expression.Call(Expression.Constant(directiveCall), nameof(DirectiveCall.RunAsync), null, Expression.Convert(call, typeof(object)), Expression.Convert(invocation, typeof(object))),
            call,
            invocation).Compile();
        add.Invoke((object)CSharp, new object[] { (object)made, handler });
    }

    /// <summary>The text of the cell in which a command was called; null if it was not called from a cell.</summary>
    public string? CellOf(dynamic context)
    {
        object command = context.Command;
        return Type("Commands.SubmitCode").IsInstanceOfType(command) ? ((dynamic)command).Code : null;
    }

    /// <summary>Runs code in the C# kernel, foreign commands in it included. Its results are shown.</summary>
    /// <exception cref="CommandException">It failed; the message is the engine's.</exception>
    public async Task SubmitAsync(string code, CancellationToken cancellation)
    {
        dynamic submission = Activator.CreateInstance(Type("Commands.SubmitCode"), code, (string)CSharp.Name)!;
        var result = await root.SendAsync(submission, cancellation);
        var failed = Type("Events.CommandFailed");
        foreach (var happened in result.Events)
        {
            if (failed.IsInstanceOfType((object)happened))
            {
                throw new CommandException((string)happened.Message);
            }
        }
    }

    /// <summary>Shows a value in the cell.</summary>
    public object Display(object context, object value) =>
        Type("KernelInvocationContextExtensions").GetMethod("Display")!.Invoke(null, [context, value, Array.Empty<string>()])!;

    /// <summary>Shows another value where one was shown.</summary>
    public void Update(dynamic context, object displayed, object value)
    {
        // The last engines' own Update writes the MIME types of the first value, which one of another type may not have.
        if (displayed.GetType().GetProperty("FormattedValues") is { } formats)
        {
            var formatted = formats.PropertyType.GetGenericArguments()[0].GetMethod("CreateManyFromObject")!.Invoke(null, [value, Array.Empty<string>()]);
            context.Publish((dynamic)Activator.CreateInstance(
                Type("Events.DisplayedValueUpdated"), value, (string)((dynamic)displayed).DisplayId, (object)context.Command, formatted)!);
        }
        else
        {
            ((dynamic)displayed).Update(value);
        }
    }

    private object Parameter(CommandParameter described, bool isMain)
    {
        dynamic made = Activator.CreateInstance(parameter, $"--{described.Name}", described.Summary)!;
        Set(made, "AllowImplicitName", isMain);
        Set(made, "Flag", described.Type is ParameterType.Flag);
        Set(made, "Required", described.Required && !isMain);
        made.AddCompletions((Func<IEnumerable<string>>)(() => described.Complete(new EngineNotebook(this, CommandSet.Empty, null)).Select(i => i.Text)));
        return made;
    }

    // These properties are init-only in the engine, which only a compiler minds.
    private void Set(object target, string property, bool value) => parameter.GetProperty(property)!.SetValue(target, value);

    private Type Type(string name) => assembly.GetType(Prefix + name, throwOnError: true)!;
}
