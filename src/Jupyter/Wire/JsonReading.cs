using System.Text.Json;

namespace Adjoint.Jupyter.Wire;

/// <summary>Members of a message's content, with the protocol's defaults where a client left them out or sent another type.</summary>
internal static class JsonReading
{
    extension(JsonElement element)
    {
        /// <summary>A string, or null.</summary>
        public string? Text(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        /// <summary>A truth value, or <paramref name="fallback"/>.</summary>
        public bool Flag(string name, bool fallback) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : fallback;

        /// <summary>An integer, or <paramref name="fallback"/>.</summary>
        public int Integer(string name, int fallback) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
                ? number
                : fallback;
    }
}
