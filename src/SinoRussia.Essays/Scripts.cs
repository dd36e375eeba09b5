namespace SinoRussia.Essays;

/// <summary>Which scripts separate words by spaces.</summary>
internal static class Scripts
{
    /// <summary>Whether a code point belongs to a script without spaces between words: Thai, Lao, Burmese, Khmer and related scripts, kana, ideographs.</summary>
    public static bool HasNoSpaces(int rune) => rune is
        (>= 0x0e00 and <= 0x0eff) or (>= 0x1000 and <= 0x109f) or (>= 0x1780 and <= 0x17ff) or (>= 0x1950 and <= 0x19ff)
        or (>= 0x1a20 and <= 0x1aaf) or (>= 0x2e80 and <= 0x2fdf) or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x312f)
        or (>= 0x31a0 and <= 0x9fff) or (>= 0xa980 and <= 0xa9ff) or (>= 0xaa60 and <= 0xaadf) or (>= 0xf900 and <= 0xfaff)
        or (>= 0x1b000 and <= 0x1b16f) or (>= 0x20000 and <= 0x3ffff);

    /// <summary>Whether a code point is a Korean syllable or a part of one. Korean has spaces, but a word is often part of another.</summary>
    public static bool IsHangul(int rune) => rune is (>= 0x1100 and <= 0x11ff) or (>= 0x3130 and <= 0x318f) or (>= 0xac00 and <= 0xd7ff);
}
