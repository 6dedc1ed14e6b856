// The part of the .NET Interactive engine that the extension uses, as a contract to compile and run against. Signatures are facts copied from the engine's approved API
// listings at commit 098a01b9183103186805a186a7dee3a3a70b2997 (ApiCompatibilityTests.{Interactive,csharp,Formatting}_api_is_not_changed.approved.txt); the behaviour is a
// small stand-in of our own: cells are split at directives, arguments are bound to JSON, C# runs in Roslyn's scripting. What is marked "stand-in" is not the engine's.
using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Formatting
{
    public class DisplayedValue
    {
        public DisplayedValue(object value, IReadOnlyList<FormattedValue> formattedValues) => (Value, FormattedValues) = (value, formattedValues);

        public string DisplayId { get; } = Guid.NewGuid().ToString();

        public IReadOnlyList<FormattedValue> FormattedValues { get; }

        public object Value { get; }
    }

    public class FormattedValue
    {
        public FormattedValue(string mimeType, string value) => (MimeType, Value) = (mimeType, value);

        public string MimeType { get; }

        public string Value { get; }

        public static IReadOnlyList<FormattedValue> CreateManyFromObject(object value, params string[] mimeTypes) =>
            (mimeTypes.Length > 0 ? mimeTypes : Formatter.GetPreferredMimeTypesFor(value.GetType())).Select(m => new FormattedValue(m, value.ToDisplayString(m))).ToList();
    }
}

namespace Microsoft.DotNet.Interactive.Commands
{
    public abstract class KernelCommand
    {
    }

    public abstract class KernelDirectiveCommand : KernelCommand
    {
    }

    public class SubmitCode : KernelCommand
    {
        public SubmitCode(string code, string targetKernelName = null) => Code = code;

        public string Code { get; }
    }
}

namespace Microsoft.DotNet.Interactive.Events
{
    public abstract class KernelEvent
    {
    }

    public abstract class DisplayEvent : KernelEvent
    {
        public IReadOnlyCollection<FormattedValue> FormattedValues { get; init; }

        public object Value { get; init; }

        public string ValueId { get; init; }
    }

    public class DisplayedValueProduced : DisplayEvent
    {
        public DisplayedValueProduced(object value, KernelCommand command, IReadOnlyCollection<FormattedValue> formattedValues = null, string valueId = null) =>
            (Value, FormattedValues, ValueId) = (value, formattedValues, valueId);
    }

    public class DisplayedValueUpdated : DisplayEvent
    {
        public DisplayedValueUpdated(object value, string valueId, KernelCommand command, IReadOnlyCollection<FormattedValue> formattedValues = null) =>
            (Value, FormattedValues, ValueId) = (value, formattedValues, valueId);
    }

    public class CommandFailed : KernelEvent
    {
        public CommandFailed(string message, KernelCommand command, int? executionOrder = null) => Message = message;

        public string Message { get; internal set; }
    }
}

namespace Microsoft.DotNet.Interactive.Directives
{
    public abstract class KernelDirective
    {
        public string Description { get; init; }

        public string Name { get; init; }

        public ICollection<KernelDirectiveParameter> Parameters { get; init; } = new NamedSymbolCollection<KernelDirectiveParameter>(p => p.Name);
    }

    // Not public in the engine either: only the interface can be called.
    internal class NamedSymbolCollection<T> : ICollection<T>
    {
        private readonly Dictionary<string, T> items = new();
        private readonly Func<T, string> name;

        public NamedSymbolCollection(Func<T, string> name) => this.name = name;

        int ICollection<T>.Count => items.Count;

        bool ICollection<T>.IsReadOnly => false;

        void ICollection<T>.Add(T item) => items.Add(name(item), item);

        void ICollection<T>.Clear() => items.Clear();

        bool ICollection<T>.Contains(T item) => items.ContainsKey(name(item));

        void ICollection<T>.CopyTo(T[] array, int arrayIndex) => items.Values.CopyTo(array, arrayIndex);

        bool ICollection<T>.Remove(T item) => items.Remove(name(item));

        IEnumerator<T> IEnumerable<T>.GetEnumerator() => items.Values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => items.Values.GetEnumerator();
    }

    public class KernelActionDirective : KernelDirective
    {
        public KernelActionDirective(string name, string description = null) => (Name, Description) = (name, description);

        public Type KernelCommandType { get; set; }
    }

    public class KernelDirectiveParameter
    {
        public KernelDirectiveParameter(string name, string description = null) => (Name, Description) = (name, description);

        public bool AllowImplicitName { get; init; }

        public string Description { get; init; }

        public bool Flag { get; init; }

        public string Name { get; }

        public bool Required { get; init; }

        internal Func<IEnumerable<string>> Completions { get; private set; }

        public KernelDirectiveParameter AddCompletions(Func<KernelDirectiveCompletionContext, Task> getCompletions) => this;

        public KernelDirectiveParameter AddCompletions(Func<IEnumerable<string>> getCompletions)
        {
            Completions = getCompletions;
            return this;
        }
    }

    public class KernelDirectiveCompletionContext
    {
    }
}

namespace Microsoft.DotNet.Interactive
{
    public class KernelInfo
    {
        public ICollection<KernelDirective> SupportedDirectives { get; init; } = new NamedSymbolCollection<KernelDirective>(d => d.Name);
    }

    public class KernelCommandResult
    {
        public IReadOnlyList<KernelEvent> Events { get; internal set; }
    }

    public class KernelInvocationContext
    {
        private static readonly AsyncLocal<KernelInvocationContext> Ambient = new();

        public static KernelInvocationContext Current { get => Ambient.Value; internal set => Ambient.Value = value; }

        public CancellationToken CancellationToken { get; internal set; }

        public KernelCommand Command { get; internal set; }

        public bool IsComplete { get; private set; }

        // Stand-in: what the front end would show, with its MIME types, and why the cell failed.
        public List<object> Shown { get; } = new();

        public List<string> MimeTypes { get; } = new();

        private List<string> Ids { get; } = new();

        public void Publish(KernelEvent @event)
        {
            if (@event is DisplayedValueUpdated updated)
            {
                var place = Ids.IndexOf(updated.ValueId);
                Shown[place] = updated.Value;
                MimeTypes[place] = string.Join(' ', updated.FormattedValues.Select(f => f.MimeType));
            }
            else if (@event is DisplayedValueProduced produced)
            {
                Ids.Add(produced.ValueId);
                Shown.Add(produced.Value);
                MimeTypes.Add(string.Join(' ', produced.FormattedValues.Select(f => f.MimeType)));
            }
        }

        public string Failure { get; private set; }

        public void Complete(KernelCommand command) => IsComplete = true;

        public void Fail(KernelCommand command, Exception exception = null, string message = null)
        {
            Failure ??= message ?? exception?.ToString() ?? "failed";
            IsComplete = true;
        }
    }

    public static class KernelInvocationContextExtensions
    {
        public static DisplayedValue Display(this KernelInvocationContext context, object value, params string[] mimeTypes)
        {
            var displayed = new DisplayedValue(value, FormattedValue.CreateManyFromObject(value, mimeTypes));
            context.Publish(new DisplayedValueProduced(value, context.Command, displayed.FormattedValues, displayed.DisplayId));
            return displayed;
        }
    }

    public abstract class Kernel
    {
        private readonly Dictionary<Type, Func<KernelCommand, KernelInvocationContext, Task>> handlers = new();

        protected Kernel(string name) => Name = name;

        public static Kernel Root { get; internal set; }

        public string Name { get; }

        public KernelInfo KernelInfo { get; } = new();

        public static DisplayedValue display(object value, params string[] mimeTypes) => KernelInvocationContext.Current.Display(value, mimeTypes);

        public void AddDirective(KernelActionDirective directive, KernelCommandInvocation handler) => Register(directive);

        public void AddDirective<TCommand>(KernelActionDirective directive, Func<TCommand, KernelInvocationContext, Task> handler)
            where TCommand : KernelCommand
        {
            directive.KernelCommandType ??= typeof(TCommand);
            Register(directive);
            handlers[typeof(TCommand)] = (command, context) => handler((TCommand)command, context);
        }

        public abstract Task<KernelCommandResult> SendAsync(KernelCommand command, CancellationToken cancellationToken = default);

        internal Task HandleAsync(KernelCommand command, KernelInvocationContext context) => handlers[command.GetType()](command, context);

        private void Register(KernelActionDirective directive)
        {
            if (KernelInfo.SupportedDirectives.Any(d => d.Name == directive.Name))
            {
                throw new ArgumentException($"The kernel has a directive {directive.Name} already.");
            }

            KernelInfo.SupportedDirectives.Add(directive);
        }
    }

    public delegate Task KernelCommandInvocation(KernelCommand command, KernelInvocationContext context);

    public class CompositeKernel : Kernel, IEnumerable<Kernel>
    {
        private readonly List<Kernel> kernels = new();

        public CompositeKernel() : base(".NET") => Root = this;

        public void Add(Kernel kernel, IEnumerable<string> aliases = null) => kernels.Add(kernel);

        public IEnumerator<Kernel> GetEnumerator() => kernels.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        // Stand-in: runs a cell and returns its context.
        public async Task<KernelInvocationContext> RunCellAsync(string code)
        {
            var cell = new SubmitCode(code);
            var context = KernelInvocationContext.Current = new KernelInvocationContext { Command = cell };
            try
            {
                await SendAsync(cell);
            }
            finally
            {
                KernelInvocationContext.Current = null;
            }

            return context;
        }

        // Stand-in: what a front end offers after --name.
        public IReadOnlyList<string> Complete(string directive, string parameter) => kernels[0].KernelInfo.SupportedDirectives
            .Single(d => d.Name == directive).Parameters.Single(p => p.Name == parameter).Completions().ToList();

        public override async Task<KernelCommandResult> SendAsync(KernelCommand command, CancellationToken cancellationToken = default)
        {
            var context = KernelInvocationContext.Current;
            var csharp = (CSharp.CSharpKernel)kernels[0];
            var events = new List<KernelEvent>();
            foreach (var part in Split(((SubmitCode)command).Code, csharp))
            {
                if (context.IsComplete)
                {
                    break;
                }

                try
                {
                    if (part is SubmitCode code)
                    {
                        await csharp.RunAsync(code.Code);
                    }
                    else
                    {
                        await csharp.HandleAsync(part, context);
                    }
                }
                catch (Exception error)
                {
                    events.Add(new CommandFailed(error.Message, command));
                    if (ReferenceEquals(command, context.Command))
                    {
                        context.Fail(command, null, error.Message);
                    }

                    break;
                }
            }

            return new KernelCommandResult { Events = events };
        }

        private static IEnumerable<KernelCommand> Split(string cell, Kernel csharp)
        {
            var code = new List<string>();
            foreach (var line in cell.Split('\n'))
            {
                var name = Regex.Match(line, @"^#!\S+").Value;
                if (name is "#!csharp" || csharp.KernelInfo.SupportedDirectives.FirstOrDefault(d => d.Name == name) is not KernelActionDirective directive)
                {
                    code.Add(name is "#!csharp" ? string.Empty : line);
                    continue;
                }

                if (code.Any(l => l.Trim().Length > 0))
                {
                    yield return new SubmitCode(string.Join('\n', code));
                }

                code.Clear();
                yield return Bind(directive, line[name.Length..]);
            }

            if (code.Any(l => l.Trim().Length > 0))
            {
                yield return new SubmitCode(string.Join('\n', code));
            }
        }

        // As the engine does: --user-name becomes userName, words are split at blanks outside double quotes, which are trimmed; one unnamed word goes to the parameter that
        // allows it, several go nowhere. The arguments become JSON, and JSON becomes the command.
        private static KernelCommand Bind(KernelActionDirective directive, string arguments)
        {
            var values = new Dictionary<string, object>();
            var unnamed = new List<string>();
            var words = Regex.Matches(arguments, "\"(\\\\.|[^\"])*\"|\\S+").Select(m => m.Value).ToList();
            foreach (var flag in directive.Parameters.Where(p => p.Flag))
            {
                values[Camel(flag.Name)] = false;
            }

            for (var i = 0; i < words.Count; i++)
            {
                if (!words[i].StartsWith('-'))
                {
                    unnamed.Add(words[i].Trim('"'));
                    continue;
                }

                var parameter = directive.Parameters.SingleOrDefault(p => p.Name == words[i])
                    ?? throw new ArgumentException($"Unrecognized parameter name '{words[i]}'");
                values[Camel(parameter.Name)] = parameter.Flag ? true : i + 1 < words.Count && !words[i + 1].StartsWith("--") ? words[++i].Trim('"') : null;
            }

            if (unnamed.Count == 1 && directive.Parameters.SingleOrDefault(p => p.AllowImplicitName) is { } main)
            {
                values[Camel(main.Name)] = unnamed[0];
            }

            foreach (var missing in directive.Parameters.Where(p => p.Required && !values.ContainsKey(Camel(p.Name))))
            {
                throw new ArgumentException($"Missing required parameter '{missing.Name}'");
            }

            values["invokedDirective"] = directive.Name;
            values["targetKernelName"] = "csharp";
            var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true };
            return (KernelCommand)JsonSerializer.Deserialize(JsonSerializer.Serialize(values), directive.KernelCommandType, options);
        }

        private static string Camel(string name) => Regex.Replace(name.TrimStart('-'), "-[\\w]", m => m.Value.TrimStart('-').ToUpperInvariant());
    }
}

namespace Microsoft.DotNet.Interactive.CSharp
{
    public class CSharpKernel : Kernel
    {
        private readonly InteractiveAssemblyLoader loader = new();
        private readonly ScriptOptions options;

        public CSharpKernel() : base("csharp")
        {
            var loaded = AppDomain.CurrentDomain.GetAssemblies()
                .Where(a => !a.IsDynamic && a.Location.Length > 0 && a.GetName().Name != "Microsoft.DotNet.Interactive")
                .Append(typeof(Kernel).Assembly).ToList();
            loaded.ForEach(loader.RegisterDependency);
            options = ScriptOptions.Default.WithReferences(loaded).WithImports("System", "System.Linq", "System.Collections.Generic", "System.Threading.Tasks");
        }

        public ScriptState ScriptState { get; private set; }

        public bool TryGetValue<T>(string name, out T value)
        {
            var variable = ScriptState?.Variables.LastOrDefault(v => v.Name == name);
            value = variable is null ? default : (T)variable.Value;
            return variable is not null;
        }

        public async Task SetValueAsync(string name, object value, Type declaredType)
        {
            await ContinueAsync($"{Written(declaredType)} {name} = default;");
            ScriptState.GetVariable(name).Value = value;
        }

        public override Task<KernelCommandResult> SendAsync(KernelCommand command, CancellationToken cancellationToken = default) =>
            Root.SendAsync(command, cancellationToken);

        // Stand-in: a cell of C#, whose last expression is shown.
        internal async Task RunAsync(string code)
        {
            await ContinueAsync(code);
            if (ScriptState.ReturnValue is { } value)
            {
                KernelInvocationContext.Current.Display(value);
            }
        }

        private async Task ContinueAsync(string code) => ScriptState = ScriptState is null
            ? await CSharpScript.Create(code, options, assemblyLoader: loader).RunAsync()
            : await ScriptState.ContinueWithAsync(code, options);

        private static string Written(Type type) => type.IsArray ? $"{Written(type.GetElementType())}[{new string(',', type.GetArrayRank() - 1)}]"
            : type.IsGenericType ? $"{type.FullName[..type.FullName.IndexOf('`')].Replace('+', '.')}<{string.Join(", ", type.GetGenericArguments().Select(Written))}>"
            : type.FullName.Replace('+', '.');
    }
}
