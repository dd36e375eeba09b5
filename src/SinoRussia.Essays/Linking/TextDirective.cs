using System.Text;

namespace SinoRussia.Essays.Linking;

/// <summary>The content of a text fragment: find <paramref name="Start"/>, or the range from there to <paramref name="End"/>, between
/// <paramref name="Prefix"/> and <paramref name="Suffix"/>.</summary>
/// <remarks>The syntax is that of URL Fragment Text Directives, §3.3: <c>:~:text=[prefix-,]start[,end][,-suffix]</c>.</remarks>
public sealed record TextDirective(string? Prefix, string Start, string? End, string? Suffix)
{
    /// <summary>The text to append to an address that has a fragment.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(":~:text=");
        if (Prefix is not null)
        {
            text.Append(Escaped(Prefix)).Append("-,");
        }

        text.Append(Escaped(Start));
        if (End is not null)
        {
            text.Append(',').Append(Escaped(End));
        }

        if (Suffix is not null)
        {
            text.Append(",-").Append(Escaped(Suffix));
        }

        return text.ToString();
    }

    // Escapes everything but letters and digits. Hyphens and commas are syntax here. Mail programs and Markdown cut an address off
    // at a full stop, a bracket or an underscore at its end. Do not make a Uri of it: that undoes some of the escapes.
    private static string Escaped(string words) => new StringBuilder(Uri.EscapeDataString(words))
        .Replace("-", "%2D").Replace(".", "%2E").Replace("_", "%5F").Replace("~", "%7E").ToString();
}
