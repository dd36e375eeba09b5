using System.Globalization;

namespace SinoRussia.Essays;

/// <summary>Which characters count as the same. A change of quotation marks or dashes is no change of the words.</summary>
internal static class Folding
{
    public const char Quote = '"';
    public const char Apostrophe = '\'';
    public const char Dash = '-';

    /// <summary>Maps every style of quotation mark, of apostrophe and of dash to one character each; other characters stay.</summary>
    public static char Style(char c) => c switch
    {
        '"' or '«' or '»' or '“' or '”' or '„' or '‟' or '‹' or '›' or '「' or '」' or '『' or '』' or '″' => Quote,
        '\'' or '‘' or '’' or '‚' or '‛' or 'ʼ' or '′' or '`' or '´' => Apostrophe,
        '-' or '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '﹘' or '－' => Dash,
        _ => c,
    };

    /// <summary>Whether a character is invisible: a soft hyphen, a joiner, a byte order mark.</summary>
    public static bool IsInvisible(char c) =>
        c >= '\u00ad' && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    /// <summary>Whether a character is white space or invisible.</summary>
    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || IsInvisible(c);

    /// <summary>The form in which a word is compared: lower case, one style of apostrophe, no invisible characters, NFKC when it has characters from U+0300 on.</summary>
    /// <param name="buffer">Working memory; replaced by a larger array when it is too small. The result is valid until it is used again.</param>
    public static ReadOnlySpan<char> Fold(ReadOnlySpan<char> word, ref char[] buffer)
    {
        if (buffer.Length < word.Length)
        {
            buffer = new char[Math.Max(word.Length, buffer.Length * 2)];
        }

        var length = 0;
        var composed = true;
        foreach (var c in word)
        {
            if (c < 0x80)
            {
                buffer[length++] = char.ToLowerInvariant(c);
            }
            else if (!IsInvisible(c))
            {
                buffer[length++] = char.ToLowerInvariant(Style(c));
                composed &= c < 0x300; // with only characters below the combining marks there is nothing to compose
            }
        }

        var folded = buffer.AsSpan(0, length);
        return composed ? folded : UnicodeText.ToNfkc(new string(folded));
    }

    /// <summary>Whether two texts are the same apart from white space, invisible characters and the style of quotes and dashes.</summary>
    public static bool SameToAReader(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            i += Blanks(left[i..]);
            j += Blanks(right[j..]);
            if (i == left.Length || j == right.Length)
            {
                return i == left.Length && j == right.Length;
            }

            if (StyleAt(left, ref i) != StyleAt(right, ref j))
            {
                return false;
            }
        }
    }

    private static int Blanks(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && IsBlank(text[count]))
        {
            count++;
        }

        return count;
    }

    // The style at a place; moves the place behind it. A run of one style counts once, because two hyphens are typed for a dash and two
    // apostrophes for a quotation mark.
    private static char StyleAt(ReadOnlySpan<char> text, ref int at)
    {
        var style = Style(text[at++]);
        if (style is Dash or Apostrophe or Quote)
        {
            while (at < text.Length && Style(text[at]) is var next && (next == style || (next is Quote or Apostrophe && style is Quote or Apostrophe)))
            {
                at++;
            }
        }

        return style == Quote ? Apostrophe : style;
    }
}
