using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SinoRussia.Essays.Rendering;

internal static class HtmlText
{
    // Only HTML's own characters are escaped, so that all scripts stay readable in the page's source.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static StringBuilder AppendEncoded(this StringBuilder html, ReadOnlySpan<char> text)
    {
        Span<char> encoded = stackalloc char[512];
        while (!text.IsEmpty)
        {
            Encoder.Encode(text, encoded, out var read, out var written);
            html.Append(encoded[..written]);
            text = text[read..];
        }

        return html;
    }
}
