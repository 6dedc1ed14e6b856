using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>How sealed courses are written: notation as trees, bytes in base64.</summary>
internal static class SealedJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        IncludeFields = true,
        MaxDepth = 1024,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new Statements(), new Seeds() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Nodes } },
    };

    private static void Nodes(JsonTypeInfo info)
    {
        if (info.Type != typeof(Node))
        {
            return;
        }

        info.PolymorphismOptions = new() { TypeDiscriminatorPropertyName = "node" };
        foreach (var node in typeof(Node).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Node))))
        {
            info.PolymorphismOptions.DerivedTypes.Add(new(node, node.Name.Replace(nameof(Node), string.Empty, StringComparison.Ordinal).ToLowerInvariant()));
        }
    }

    private sealed class Seeds : JsonConverter<VariantSeed>
    {
        public override VariantSeed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => VariantSeed.Parse(reader.GetString() ?? string.Empty);

        public override void Write(Utf8JsonWriter writer, VariantSeed value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    // A list in which text is text, and a formula its tree.
    private sealed class Statements : JsonConverter<Statement>
    {
        public override Statement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            List<(string?, Node?)> parts = [];
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException("a statement is a list");
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                parts.Add(reader.TokenType == JsonTokenType.String ? (reader.GetString(), null) : (null, JsonSerializer.Deserialize<Node>(ref reader, options)));
            }

            return Statement.Of(parts);
        }

        public override void Write(Utf8JsonWriter writer, Statement value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var (isFormula, text, formula) in value.Parts(NotationOptions.Default))
            {
                if (isFormula)
                {
                    JsonSerializer.Serialize(writer, formula, options);
                }
                else
                {
                    writer.WriteStringValue(text);
                }
            }

            writer.WriteEndArray();
        }
    }
}
