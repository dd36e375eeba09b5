namespace SinoRussia.Essays.Citing;

/// <summary>The browser's own address of words on a page: it scrolls to them and paints them, and nothing is stored.</summary>
public static class TextFragment
{
    // A long quotation is found by its two ends, and its address stays one that can be pasted.
    private const int Long = 200;
    private const int WordsAtAnEnd = 5;

    /// <summary>What is put behind an address that ends in a fragment.</summary>
    public static string Of(string words)
    {
        var all = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= Long || all.Length <= 2 * WordsAtAnEnd
            ? $":~:text={Escaped(words)}"
            : $":~:text={Escaped(string.Join(' ', all[..WordsAtAnEnd]))},{Escaped(string.Join(' ', all[^WordsAtAnEnd..]))}";
    }

    // A hyphen is syntax there, though no URI needs it escaped.
    private static string Escaped(string words) => Uri.EscapeDataString(words).Replace("-", "%2D", StringComparison.Ordinal);
}
