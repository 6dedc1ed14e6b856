using Adjoint.Formatters;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;

namespace Adjoint.Tensors.Cards;

/// <summary>Writes tensors in one MIME type: the card where the tensor is the result, its line within another value. No exception leaves it but an interrupt.</summary>
internal sealed class TensorFormatter(string mimeType, Func<TensorCard, bool, string> write) : ITypeFormatter
{
    /// <inheritdoc/>
    public string MimeType => mimeType;

    /// <inheritdoc/>
    public Type Type => typeof(torch.Tensor);

    /// <inheritdoc/>
    public bool Format(object instance, FormatContext context)
    {
        if (instance is not torch.Tensor tensor)
        {
            context.Writer.Write(Formatter.NullString);
            return true;
        }

        string text;
        try
        {
            var isPart = context.Depth > 1;
            text = write(SharedNotation.Once(tensor, () => TensorCard.Of(tensor, hasPicture: !isPart)), isPart);
        }
        catch (Exception exception) when (!ValueText.IsInterrupt(exception))
        {
            // What libtorch refuses, such as a layout that TorchSharp has no name for. Its messages continue with a trace of native calls.
            var message = ValueText.NameOf(exception);
            text = mimeType == AdjointFormatters.JsonMimeType ? """{"type":"tensor"}""" : ValueText.Encoded($"tensor that cannot be read: {(message.Length <= 300 ? message : message[..299] + "…")}", mimeType);
        }

        context.Writer.Write(text);
        return true;
    }
}
