using Adjoint.Exercises;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>Where logs are.</summary>
public sealed class ProgressPathTests
{
    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.String,
        Gen.Char["aAäÄåÅ./\\~-_ :\u030a\ud83d\ude00ſ"].Array[0, 4].Select(string.Concat),
        OneOf("ada", "Ada", "ada ", "con", "con.txt", "com1", "..", ".", "", "a/b", "a\\b", "a\0b", "zoë", "zoe\u0308", "K", "\u212a", "\ud835", "\ud836", "ada.", "ada~00"));

    [Fact]
    public void Different_learners_have_different_files_where_case_and_normal_form_do_not_count() => Gen.Select(Names, Names).Where((a, b) => a != b).Sample((a, b) =>
        Assert.NotEqual(ProgressPath.FileName(a).ToUpperInvariant(), ProgressPath.FileName(b).ToUpperInvariant()));

    [Fact]
    public void Names_of_files_are_safe_everywhere() => Names.Sample(name =>
    {
        var file = ProgressPath.FileName(name);
        Assert.Matches(@"^[a-z0-9_-][a-z0-9_.@-]*(~[0-9a-f]{32})?$|^~[0-9a-f]{32}$", file);
        Assert.True(file.Length < 100 && !file.EndsWith('.'));
        Assert.DoesNotMatch(@"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", file);
    });

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("ada.lovelace@example.org", "ada.lovelace@example.org")]
    [InlineData("Ada", "ada~6d3c2320b829c271ed85044577cd0af3")]
    public void Plain_names_are_kept(string learner, string file) => Assert.Equal(file, ProgressPath.FileName(learner));

    [Fact]
    public void Folder_is_that_of_the_environment() => Assert.Equal(
        Path.Combine(Path.GetFullPath("logs"), "linear-algebra", "ada.jsonl"),
        ProgressPath.Of("linear-algebra", "ada", name => name == "ADJOINT_PROGRESS" ? "logs" : null));

    [Fact]
    public void Folder_is_that_of_the_users_data_otherwise() => Assert.EndsWith(
        Path.Combine("adjoint", "progress", "linear-algebra", "ada.jsonl"), ProgressPath.Of("linear-algebra", "ada", _ => null), StringComparison.Ordinal);

    [Theory]
    [InlineData("given", "ada", "hub", "given")]
    [InlineData(" ", "ada", "hub", "ada")]
    [InlineData(null, null, "hub", "hub")]
    public void Learner_is_the_first_that_is_named(string? given, string? adjoint, string? hub, string name) =>
        Assert.Equal(name, Learner.Name(given, variable => variable == "ADJOINT_LEARNER" ? adjoint : hub));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(n => texts[n]);
}
