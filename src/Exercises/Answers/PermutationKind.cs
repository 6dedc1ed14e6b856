using System.Globalization;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using MathNet.Numerics;

namespace Adjoint.Exercises;

/// <summary>A permutation of 1, …, n: disjoint cycles, or the images in order. In C# it counts from 0.</summary>
internal sealed class PermutationKind(int n) : AnswerKind<Permutation>
{
    public override string Syntax => string.Create(CultureInfo.InvariantCulture, $"disjoint cycles such as (1 3)(2 4), id, or the images of 1 to {n} in order");

    public override Permutation Read(string text) => new(new Reader(text, n, Syntax).Read());

    public override string Write(Permutation answer)
    {
        var images = Enumerable.Range(0, answer.Dimension).Select(i => (answer[i] + 1).ToString(CultureInfo.InvariantCulture));
        return $"[{string.Join(' ', images)}]";
    }

    public override Node Describe(Permutation answer, NotationOptions options) => PermutationNotation.Describe(answer, options);

    public override AnswerComparison Compare(Permutation answer, Permutation solution)
    {
        if (answer.Dimension != solution.Dimension)
        {
            return new AnswerComparison.Unfit(string.Create(CultureInfo.InvariantCulture, $"The permutation is one of {answer.Dimension} elements; expected {solution.Dimension}."));
        }

        var wrong = Enumerable.Range(0, answer.Dimension).Count(i => answer[i] != solution[i]);
        return AnswerComparison.Of(wrong == 0, string.Create(CultureInfo.InvariantCulture, $"{wrong} of {answer.Dimension} elements go to the wrong place."));
    }

    public override string? Canonical(Permutation answer) => Write(answer);

    public override AnswerDescription? Describe(params IReadOnlyList<Permutation> solutions) => new AnswerDescription.Permutation(n);

    // text = 'id' | cycle* | '['? image* ']'?, with blanks or commas between numbers.
    private sealed class Reader(string text, int n, string syntax)
    {
        private int at;

        private char Current => at < text.Length ? text[at] : '\0';

        public int[] Read()
        {
            SkipBlanks();
            var trimmed = text.Trim();
            if (trimmed is "id" or "e")
            {
                return [.. Enumerable.Range(0, n)];
            }

            var images = Current == '(' ? ReadCycles() : ReadImages();
            return at == text.Length ? images : throw Refuse(at, $"{NotationParseException.Quote(text.AsSpan(at, 1))} cannot stand here");
        }

        private int[] ReadCycles()
        {
            int[] images = [.. Enumerable.Range(0, n)];
            var seen = new bool[n];
            while (Current == '(')
            {
                at++;
                var cycle = ReadNumbers(seen);
                if (Current != ')')
                {
                    throw Refuse(at, at == text.Length ? "A cycle is not closed" : $"{NotationParseException.Quote(text.AsSpan(at, 1))} cannot stand in a cycle");
                }

                at++;
                for (var i = 0; i < cycle.Count; i++)
                {
                    images[cycle[i]] = cycle[(i + 1) % cycle.Count];
                }

                SkipBlanks();
            }

            return images;
        }

        private int[] ReadImages()
        {
            var isBracketed = Current == '[';
            at += isBracketed ? 1 : 0;
            var images = ReadNumbers(new bool[n]);
            if (images.Count != n)
            {
                throw Refuse(at, string.Create(CultureInfo.InvariantCulture, $"{images.Count} images are given for {n} elements"));
            }

            at += isBracketed && Current == ']' ? 1 : 0;
            SkipBlanks();
            return [.. images];
        }

        private List<int> ReadNumbers(bool[] seen)
        {
            List<int> numbers = [];
            for (SkipBlanks(); char.IsAsciiDigit(Current); SkipBlanks())
            {
                var start = at;
                while (char.IsAsciiDigit(Current))
                {
                    at++;
                }

                if (!int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > n)
                {
                    throw Refuse(start, string.Create(CultureInfo.InvariantCulture, $"{NotationParseException.Quote(text.AsSpan(start, at - start))} is no number from 1 to {n}"));
                }

                if (seen[number - 1])
                {
                    throw Refuse(start, string.Create(CultureInfo.InvariantCulture, $"{number} stands here for the second time"));
                }

                seen[number - 1] = true;
                numbers.Add(number - 1);
            }

            return numbers;
        }

        private void SkipBlanks()
        {
            while (at < text.Length && (char.IsWhiteSpace(Current) || Current == ','))
            {
                at++;
            }
        }

        private NotationParseException Refuse(int position, string problem) => new(text, position, problem, syntax);
    }
}
