using System.Globalization;

namespace SinoRussia.Essays;

/// <summary>What counts as the same character: an editor who changes the quotation marks has not changed the words.</summary>
internal static class Folding
{
    public const char Quote = '"';
    public const char Apostrophe = '\'';
    public const char Dash = '-';

    /// <summary>One character for every style of quotation mark and one for every style of dash; everything else as it is.</summary>
    public static char Style(char c) => c switch
    {
        '"' or '«' or '»' or '“' or '”' or '„' or '‟' or '‹' or '›' or '「' or '」' or '『' or '』' or '″' => Quote,
        '\'' or '‘' or '’' or '‚' or '‛' or 'ʼ' or '′' or '`' or '´' => Apostrophe,
        '-' or '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '﹘' or '－' => Dash,
        _ => c,
    };

    /// <summary>Soft hyphens, joiners and byte order marks: in the string, but neither seen nor copied on purpose.</summary>
    public static bool IsInvisible(char c) =>
        c >= '\u00ad' && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || IsInvisible(c);

    /// <summary>A word as it is compared: lower case, one style of apostrophe, ligatures and wide forms taken apart (NFKC), nothing invisible.</summary>
    /// <param name="buffer">Room for it, replaced by more where it does not suffice. What is returned is good until it is used again.</param>
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
                composed &= c < 0x300; // below the combining marks nothing can be composed any further
            }
        }

        var folded = buffer.AsSpan(0, length);
        return composed ? folded : UnicodeText.ToNfkc(new string(folded));
    }

    /// <summary>Whether two stretches are the same to a reader: white space and the style of quotes and dashes aside.</summary>
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

    // A doubled hyphen is a typewriter's dash, and two apostrophes its quotation mark: a run of one style counts once.
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
