using System.Globalization;
using System.Text;
using System.Text.Json;
using Adjoint.Exercises;

namespace Adjoint.Cli.Grading;

/// <summary>A function that a submission answers with. It stays in the sandbox; what is judged is a delegate that asks for its values.</summary>
internal sealed class RemoteFunction(Sandbox sandbox) : IDisposable
{
    /// <summary>How long one call takes at most.</summary>
    public static readonly TimeSpan CallTime = TimeSpan.FromSeconds(2);

    private const int LongestValue = 1 << 16;

    private readonly Lock gate = new();
    private bool isOver;

    /// <summary>The function as a delegate of that type, if it is one; else something of another type.</summary>
    /// <exception cref="NotSupportedException">Its inputs or values are of a type that does not cross from one process to another.</exception>
    public object? As(Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Func<,>))
        {
            return new Foreign();
        }

        if (!FunctionValue.CanCross(type.GetGenericArguments()[0]) || !FunctionValue.CanCross(type.GetGenericArguments()[1]))
        {
            throw new NotSupportedException("The inputs or values of this function cannot be handed from one process to another; a person has to grade it.");
        }

        var reply = Ask(writer => writer.WriteString("as", type.AssemblyQualifiedName));
        return reply is { } element && element.TryGetProperty("is", out var yes) && yes.ValueKind == JsonValueKind.True
            ? typeof(RemoteFunction).GetMethod(nameof(Make), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, [])
            : new Foreign();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            sandbox.Send("{\"done\":true}");
        }
    }

    private Func<TInput, TValue> Make<TInput, TValue>() => input =>
    {
        var reply = Ask(writer =>
        {
            writer.WritePropertyName("call");
            FunctionValue.Write(writer, typeof(TInput), input);
        }) ?? throw Over("ends its process");
        if (reply.TryGetProperty("late", out _))
        {
            throw Over(string.Create(CultureInfo.InvariantCulture, $"is not done after {CallTime.TotalSeconds} seconds"));
        }

        if (reply.TryGetProperty("throws", out var name) && name.ValueKind == JsonValueKind.String)
        {
            throw new FunctionElsewhereException($"throws {GradeText.Shown(name.GetString()!)}", isOver: false);
        }

        return reply.TryGetProperty("value", out var value) && value.GetRawText().Length <= LongestValue && FunctionValue.TryRead(value, typeof(TValue), out var result)
            ? (TValue)result!
            : throw Over("gives a value that cannot be read");
    };

    private static FunctionElsewhereException Over(string what) => new(what, isOver: true);

    // One question at a time. A judge that has stopped waiting must not take the next one's answer.
    private JsonElement? Ask(Action<Utf8JsonWriter> question)
    {
        lock (gate)
        {
            if (isOver)
            {
                throw new OperationCanceledException();
            }

            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                question(writer);
                writer.WriteEndObject();
            }

            sandbox.Send(Encoding.UTF8.GetString(buffer.ToArray()));
            if (sandbox.Receive() is not { } line)
            {
                return null;
            }

            try
            {
                using var document = JsonDocument.Parse(line, new() { MaxDepth = 16 });
                return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Over("gives an answer that cannot be read");
            }
            catch (JsonException)
            {
                throw Over("gives an answer that cannot be read");
            }
        }
    }

    private sealed class Foreign;
}
