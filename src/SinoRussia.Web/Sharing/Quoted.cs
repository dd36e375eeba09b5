using System.Text;

namespace SinoRussia.Web.Sharing;

/// <summary>Words in quotation marks, as English sets them.</summary>
internal static class Quoted
{
    /// <summary>The words in double quotation marks; those inside become single. Line breaks become spaces.</summary>
    public static string Of(string words)
    {
        var quoted = new StringBuilder("“");
        for (var i = 0; i < words.Length; i++)
        {
            var opens = words[i] == '“' || (words[i] == '"' && i + 1 < words.Length && char.IsLetterOrDigit(words[i + 1]));
            quoted.Append(words[i] switch
            {
                '“' or '”' or '"' => opens ? '‘' : '’',
                '\n' => ' ',
                var other => other,
            });
        }

        return quoted.Append('”').ToString();
    }
}
