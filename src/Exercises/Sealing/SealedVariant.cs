namespace Adjoint.Exercises;

/// <summary>A variant as it is released.</summary>
/// <param name="Seed">What it was drawn from, of which every learner's seed is one.</param>
/// <param name="Statement">What is asked.</param>
/// <param name="Hints">What helps.</param>
/// <param name="Answer">The kind of answers.</param>
/// <param name="Salt">What is hashed with an answer.</param>
/// <param name="Right">What the right answer opens; null where nothing is judged.</param>
/// <param name="Wrong">What the answers of misconceptions open, in no order.</param>
internal sealed record SealedVariant(VariantSeed Seed, Statement Statement, IReadOnlyList<Statement> Hints, AnswerDescription Answer, byte[]? Salt, SealedText? Right, IReadOnlyList<SealedText> Wrong);
