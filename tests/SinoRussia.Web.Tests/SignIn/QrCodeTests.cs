using System.Text.RegularExpressions;
using CsCheck;
using SinoRussia.Web.SignIn;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace SinoRussia.Web.Tests.SignIn;

public sealed partial class QrCodeTests
{
    private const int ModuleLength = 4;

    [Fact]
    public void A_scanner_reads_the_link() => Gen.String[Gen.Char.AlphaNumeric, 1, 200].Sample(path =>
    {
        var link = $"https://reader.example/join/{path}";

        Assert.Equal(link, Scan(QrCode.Of(link)));
    }, iter: 30);

    [Fact]
    public void There_are_four_light_modules_around_it()
    {
        var code = QrCode.Of("http://localhost:5080/join/kbeXw2WcJfCFHVsHmWfLYA");

        Assert.All(Runs(code), run => Assert.True(run.X >= 4 && run.Y >= 4 && run.X + run.Length <= code.Size - 4 && run.Y < code.Size - 4));
        Assert.Equal((4, 4, 7), Runs(code).First()); // the upper edge of the first finder pattern
    }

    private static string? Scan(QrCode code)
    {
        var side = code.Size * ModuleLength;
        var pixels = new byte[side * side];
        Array.Fill(pixels, byte.MaxValue);
        foreach (var (x, y, length) in Runs(code))
        {
            for (var row = y * ModuleLength; row < (y + 1) * ModuleLength; row++)
            {
                Array.Fill(pixels, byte.MinValue, (row * side) + (x * ModuleLength), length * ModuleLength);
            }
        }

        var image = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(pixels, side, side, RGBLuminanceSource.BitmapFormat.Gray8)));
        return new QRCodeReader().decode(image, new Dictionary<DecodeHintType, object> { [DecodeHintType.PURE_BARCODE] = true })?.Text; // an exact picture, not a photograph
    }

    private static IEnumerable<(int X, int Y, int Length)> Runs(QrCode code) =>
        Run().Matches(code.Path).Select(run => (int.Parse(run.Groups["x"].Value), int.Parse(run.Groups["y"].Value), int.Parse(run.Groups["length"].Value)));

    [GeneratedRegex("M(?<x>[0-9]+) (?<y>[0-9]+)h(?<length>[0-9]+)v1h-[0-9]+z", RegexOptions.ExplicitCapture)]
    private static partial Regex Run();
}
