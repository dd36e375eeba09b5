using System.Text;

namespace SinoRussia.Essays.Linking;

/// <summary>What a text fragment says: find <paramref name="Start"/>, or all from there to <paramref name="End"/>, between
/// <paramref name="Prefix"/> and <paramref name="Suffix"/>.</summary>
/// <remarks>The syntax is that of URL Fragment Text Directives, §3.3: <c>:~:text=[prefix-,]start[,end][,-suffix]</c>.</remarks>
public sealed record TextDirective(string? Prefix, string Start, string? End, string? Suffix)
{
    /// <summary>As it is put behind an address that ends in a fragment.</summary>
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

    // Everything but letters and digits. A hyphen and a comma are syntax here; a full stop, a bracket or an underscore at its end
    // makes mail programs and Markdown cut an address short. Who makes a Uri of it gets some of these back as they were: do not.
    private static string Escaped(string words) => new StringBuilder(Uri.EscapeDataString(words))
        .Replace("-", "%2D").Replace(".", "%2E").Replace("_", "%5F").Replace("~", "%7E").ToString();
}
