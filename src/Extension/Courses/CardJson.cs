using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Adjoint.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>Cards for programs: an object with <c>type</c>, the <c>exercise</c>, the <c>attempt</c> (the number of the variant, from 0), the <c>variant</c>, and what else there is.</summary>
public static class CardJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tells variants apart, and names nobody: the first 16 digits of the seed.</summary>
    public static string Variant(VariantSeed seed) => seed.ToString()[..16];

    internal static string Of(string type, Question question, int attempt, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("exercise", question.Exercise.Id);
            writer.WriteNumber("attempt", attempt);
            writer.WriteString("variant", Variant(question.Seed));
            foreach (var (name, value) in more)
            {
                if (value is not null)
                {
                    writer.WriteString(name, value);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
