using Adjoint.Drawing;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Drawing;

public sealed class ColourScaleLaws
{
    [Fact]
    public void Lightness_grows_evenly_with_the_value()
    {
        var lightness = new ColourScale(0, 1).Palette.Select(Lightness).ToList();
        Assert.All(lightness.Zip(lightness.Skip(20)), p => Assert.True(p.Second > p.First));
        Assert.All(lightness.Select((l, i) => l - lightness[0] - (i * (lightness[^1] - lightness[0]) / (ColourScale.Count - 1))), off => Assert.Equal(0, off, 0.04));
    }

    [Fact]
    public void Opposite_values_are_equally_light_and_zero_is_the_lightest() => Gen.Double[0.01, 1].Sample(value =>
    {
        var scale = new ColourScale(-1, 0.5);
        Assert.True(scale.IsDiverging);
        Assert.Equal(Lightness(scale.Colour(value)), Lightness(scale.Colour(-value)), 0.02);
        Assert.True(Lightness(scale.Colour(0)) > Lightness(scale.Colour(-value)) - 0.01);
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1e308, 1e308)]
    [InlineData(5, 5)]
    [InlineData(double.Epsilon, 2 * double.Epsilon)]
    public void Ends_of_any_range_have_a_colour(double low, double high) => Assert.All(new[] { low, high }, v => Assert.InRange(new ColourScale(low, high).Index(v), 0, ColourScale.Count - 1));

    // L of CIELAB, not of the space that the scale is made in.
    private static double Lightness((byte R, byte G, byte B) colour)
    {
        static double Channel(byte c) => c / 255.0 is var v && v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
        var y = (0.2126 * Channel(colour.R)) + (0.7152 * Channel(colour.G)) + (0.0722 * Channel(colour.B));
        return y > 0.008856 ? (1.16 * Math.Cbrt(y)) - 0.16 : 9.033 * y;
    }
}
