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
            var line = 1 + file[..Math.Clamp(broken.Index, 0, file.Length)].Count((byte)'\n');
            throw new EssayFaultsException([new EssayFault(name, line, "The file is not UTF-8 from here on. Save it as UTF-8.")]);
        }
    }
}
