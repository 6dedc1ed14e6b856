using System.Text;

namespace Adjoint.Jupyter.Scripting;

/// <summary>Routes <see cref="Console"/> to the output of the cell whose code writes, also from its background threads after it ended.</summary>
internal static class CellConsole
{
    private static readonly AsyncLocal<CellStreams?> Own = new();
    private static readonly Lock Installing = new();
    private static volatile CellStreams? latest;
    private static bool installed;

    /// <summary>Sends what the current asynchronous flow writes from now on to <paramref name="streams"/>.</summary>
    public static void Attach(CellStreams streams)
    {
        lock (Installing)
        {
            if (!installed)
            {
                installed = true;
                Console.SetOut(new Router(error: false, Console.Out));
                Console.SetError(new Router(error: true, Console.Error));
                Console.SetIn(new Asker(Console.In));
            }
        }

        Own.Value = latest = streams;
    }

    private static CellStreams? Current => Own.Value ?? latest;

    private sealed class Router(bool error, TextWriter fallback) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override string NewLine => "\n";

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (Current is { } streams)
            {
                streams.Write(buffer, error);
            }
            else
            {
                fallback.Write(buffer);
            }
        }

        public override void WriteLine() => Write("\n");

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void Flush() => Current?.Flush();
    }

    private sealed class Asker(TextReader fallback) : TextReader
    {
        private string rest = string.Empty;

        public override string? ReadLine()
        {
            if (Current is not { } streams)
            {
                return fallback.ReadLine();
            }

            if (rest.Length > 0)
            {
                var line = rest.TrimEnd('\n');
                rest = string.Empty;
                return line;
            }

            return streams.ReadLine();
        }

        public override int Peek() => Fill() ? rest[0] : -1;

        public override int Read()
        {
            if (!Fill())
            {
                return -1;
            }

            var first = rest[0];
            rest = rest[1..];
            return first;
        }

        private bool Fill()
        {
            if (rest.Length == 0 && Current is { } streams && streams.ReadLine() is { } line)
            {
                rest = line + "\n";
            }

            return rest.Length > 0;
        }
    }
}
