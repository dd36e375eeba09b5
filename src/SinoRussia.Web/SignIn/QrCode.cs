using System.Globalization;
using System.Text;
using QRCoder;

namespace SinoRussia.Web.SignIn;

/// <summary>A QR code as one SVG path, in modules. Around it are the four light modules that scanners need.</summary>
/// <param name="Size">The length of a side, with the light edge.</param>
/// <param name="Path">The dark modules.</param>
internal sealed record QrCode(int Size, string Path)
{
    public static QrCode Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        foreach (var (y, row) in code.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Count; x++)
            {
                var start = x;
                while (x < row.Count && row[x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
                }
            }
        }

        return new QrCode(code.ModuleMatrix.Count, path.ToString());
    }
}
