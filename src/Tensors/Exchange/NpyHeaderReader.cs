using System.Globalization;

namespace Adjoint.Tensors.Exchange;

/// <summary>Reads the Python literal of an .npy header: a dictionary with the keys descr, fortran_order and shape, each once.</summary>
internal sealed class NpyHeaderReader(string source, string text)
{
    private int position;

    /// <summary>The header, of which the elements begin at byte <paramref name="length"/>.</summary>
    /// <exception cref="TensorFormatException">The text is none, or the elements are not numbers; the message says where.</exception>
    internal NpyHeader Read(long length)
    {
        string? type = null;
        bool? fortran = null;
        long[]? shape = null;
        Expect('{');
        while (!TryTake('}'))
        {
            var start = position;
            var key = Text();
            Expect(':');
            Blanks();
            switch (key)
            {
                case "descr" when type is null:
                    type = Type();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = Truth();
                    break;
                case "shape" when shape is null:
                    shape = Sizes();
                    break;
                default:
                    position = start;
                    throw Wrong("one of the keys 'descr', 'fortran_order' and 'shape', each once,");
            }

            if (!TryTake(','))
            {
                Expect('}');
                break;
            }
        }

        Blanks();
        if (position < text.Length)
        {
            throw Wrong("the end");
        }

        var (kind, size, bigEndian) = Elements(type ?? throw Missing("descr"));
        var sizes = shape ?? throw Missing("shape");
        return ElementCount.TryOf(sizes, size, out _)
            ? new(kind, size, bigEndian, fortran ?? throw Missing("fortran_order"), sizes, length)
            : throw new TensorFormatException(source, $"the shape {TensorName.Of(sizes)} has more elements than any memory");
    }

    private (char Kind, int Size, bool BigEndian) Elements(string type)
    {
        var order = type.Length > 0 && type[0] is '<' or '>' or '|' or '=' ? type[0] : '=';
        var rest = type.AsSpan(type.Length > 0 && type[0] is '<' or '>' or '|' or '=' ? 1 : 0);
        var kind = rest.Length > 0 ? rest[0] : ' ';
        var known = int.TryParse(rest.Length > 0 ? rest[1..] : rest, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && (kind, size) is ('b' or 'u' or 'i', 1) or ('u' or 'i' or 'f', 2) or ('u' or 'i' or 'f', 4) or ('u' or 'i' or 'f' or 'c', 8) or ('c', 16);
        return known
            ? (kind, size, order == '>' || (order == '=' && !BitConverter.IsLittleEndian))
            : throw new TensorFormatException(source, kind switch
            {
                'O' => "its elements are Python objects, which are pickled; unpickling runs code from the file, so they are never read",
                'U' or 'S' or 'a' => $"its elements are texts ('{type}'), and a tensor holds numbers",
                'M' or 'm' => $"its elements are dates or durations ('{type}'), and a tensor holds numbers; save array.view('i8') instead",
                'V' => $"its elements have no type of NumPy's ('{type}'), as bfloat16 has none; save array.astype('f4'), or use safetensors",
                'f' or 'c' => $"its numbers ('{type}') are longer than a tensor holds; save array.astype('f8') or ('c16') instead",
                _ => $"'{type}' is no type of numbers",
            });
    }

    private string Type()
    {
        if (position < text.Length && text[position] is '[' or '(' or '{')
        {
            throw new TensorFormatException(source, "its elements are structures with named fields, and a tensor holds numbers; save each field (array['name']) as an array");
        }

        return Text();
    }

    private bool Truth()
    {
        foreach (var (word, value) in new[] { ("True", true), ("False", false) })
        {
            if (string.CompareOrdinal(text, position, word, 0, word.Length) == 0)
            {
                position += word.Length;
                return value;
            }
        }

        throw Wrong("True or False");
    }

    private long[] Sizes()
    {
        var sizes = new List<long>();
        Expect('(');
        while (!TryTake(')'))
        {
            Blanks();
            var start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }

            if (position == start || !long.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                position = start;
                throw Wrong("a size, which is an integer from 0 to 2⁶³ − 1,");
            }

            // Python 2 wrote long integers as 3L.
            position += position < text.Length && text[position] == 'L' ? 1 : 0;
            sizes.Add(size);
            if (sizes.Count > ElementCount.MaximumRank)
            {
                throw new TensorFormatException(source, string.Create(CultureInfo.InvariantCulture, $"its shape has more than {ElementCount.MaximumRank} dimensions"));
            }

            if (!TryTake(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. sizes];
    }

    // A quoted text; no type of numbers needs an escape.
    private string Text()
    {
        Blanks();
        var quote = position < text.Length ? text[position] : ' ';
        var end = quote is '\'' or '"' ? text.IndexOf(quote, position + 1) : -1;
        if (end < 0)
        {
            throw Wrong("a quoted text");
        }

        var content = text[(position + 1)..end];
        position = end + 1;
        return content;
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
        {
            throw Wrong($"'{c}'");
        }
    }

    private bool TryTake(char c)
    {
        Blanks();
        if (position >= text.Length || text[position] != c)
        {
            return false;
        }

        position++;
        return true;
    }

    private void Blanks()
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\r' or '\n' or '\f')
        {
            position++;
        }
    }

    private TensorFormatException Missing(string key) => new(source, $"the header does not say '{key}'");

    private TensorFormatException Wrong(string expected) =>
        new(source, string.Create(CultureInfo.InvariantCulture, $"the header is no description of an array: {expected} was expected at its character {position}"));
}
