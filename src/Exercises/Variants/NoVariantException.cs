using System.Globalization;

namespace Adjoint.Exercises;

/// <summary>A generator found nothing that is wanted of it. The author of the exercise has to change it.</summary>
/// <param name="subject">What was to be drawn: <c>The exercise rank</c>.</param>
/// <param name="tries">How many draws were refused.</param>
/// <param name="reason">Why the last one was: <c>the misconception x gives the right answer</c>.</param>
public sealed class NoVariantException(string subject, int tries, string reason)
    : InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{subject}: none of {tries} draws can be used; of the last one, {reason}."));
