using System.Text;

namespace SinoRussia.Essays.Parsing;

internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="EssayFaultsException">The bytes are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> file, string name)
    {
        try
        {
            return Strict.GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException broken)
        {
            var before = Encoding.UTF8.GetString(file[..Math.Clamp(broken.Index, 0, file.Length)]);
            throw new EssayFaultsException([new EssayFault(name, ContentText.Lines(before).Count(), "The file is not UTF-8 from here on. Save it as UTF-8.")]);
        }
    }
}
