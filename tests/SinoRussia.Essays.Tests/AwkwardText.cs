using CsCheck;

namespace SinoRussia.Essays.Tests;

/// <summary>Texts with characters that are difficult for .NET, ICU, regular expressions, XML or HTML, between ordinary words.</summary>
internal static class AwkwardText
{
    public static readonly string[] Pieces =
    [
        "\0", "\u0001", "\u000b", "\f", "\u001b", "\u007f", "\u0085", "\u009f", "\u00a0", "\u00ad", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e",
        "\u2028", "\u2029", "\u202e", "\u2060", "\u2066", "\u3164", "\ufdd0", "\ufdfa", "\ufe0f", "\ufeff", "\ufff9", "\ufffd", "\ufffe", "\uffff",
        "\ud800", "\udbff", "\udc00", "\udfff", "\ud83d", "\ude00", "\U0001f600", "\U0001f469\u200d\U0001f52c", "\U0001f1e8\U0001f1f3", "\U000e0067", "\U0001fffe", "\U0010ffff", "\U00020bb7",
        "e\u0301", "\u0301", "\u0344", "\u1e9b\u0323", "\u212b", "\uac00", "\u1112\u1161\u11ab", "\u0e33", "\u0f71\u0f72", "ﬁ", "İ", "ı", "ß", "ǅ",
        "한국전쟁", "俄羅斯", "می‌خواهم", "हिन्दी", "ខ្មែរខ្មែរ", "မြန်မာ", "עברית", "\u2067", "👍", "⭐", "§", "→", "☭", "%", "+++", "???",
        "\r", "\n", "\r\n", "\t", " ", "'", "\"", "“", "’", "-", "—", ".", "。", "[12]", "[^12]",
        new('a', 65), new('\u0301', 40), new('\ufdfa', 5), new('ក', 70), "the", "alliance", "China", "Russia", "1950", "a", "ж",
    ];

    public static readonly Gen<string> Gen = CsCheck.Gen.OneOf(
        OneOf(Pieces).Array[0, 30].Select(string.Concat),
        CsCheck.Gen.Char.Array[0, 20].Select(chars => new string(chars)));

    public static Gen<T> OneOf<T>(params T[] these) => CsCheck.Gen.Int[0, these.Length - 1].Select(i => these[i]);
}
