using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Shown;

/// <summary>Which names readers can have: any text of 1–60 characters that is safe to show beside others and is not that of a role on this site.</summary>
internal static class ReaderName
{
    public const int Longest = 60; // as people count: letters with their accents

    // Letters of some languages carry two or three marks. More are there to cover the lines around them.
    private const int MostMarks = 4;

    // In UTF-16 code units: a character can be an emoji of a whole family.
    public const int LongestInUnits = Longest * 16;

    private static readonly Refusal Missing = new("name-missing", "Enter a name: others see it beside what you show.");
    private static readonly Refusal TooLong = new("name-too-long", $"The name is longer than {Longest} characters. Shorten it.");
    private static readonly Refusal Unshowable = new("name-unshowable", "The name has characters that cannot be shown in a line of text. Use letters, digits and common punctuation.");
    private static readonly Refusal OfRole = new("name-of-role", "This name sounds like somebody who runs this site. Choose another one.");

    // Letters of other scripts, digits and signs that look like Latin letters (a selection of Unicode's confusables.txt, UTS 39, for the letters of the roles).
    private static readonly FrozenDictionary<int, string> Alike = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a"] = "аɑαАΑᴀ@4ⲁ", ["b"] = "ЬВβΒв", ["c"] = "сϲСϹᴄⲥ", ["d"] = "ԁⅾɗđᴅ", ["e"] = "еЕєɛεΕᴇ3ҽ℮ⲉ", ["f"] = "ƒϝꜰ", ["g"] = "ɡցɢ", ["h"] = "һНΗʜн",
        ["i"] = "іІıɩιΙɪ1!|ⅰӏӀ", ["k"] = "кКκΚᴋ", ["l"] = "ʟⅼ", ["m"] = "мМΜᴍⅿ", ["n"] = "ոпΝɴη", ["o"] = "оОοΟσᴏ0øօⲟ", ["p"] = "рРρΡᴘ", ["q"] = "ԛ", ["r"] = "гɾʀᴦⲅ",
        ["s"] = "ѕЅꜱ5$ƽ", ["t"] = "тТτΤᴛ7+", ["u"] = "υսᴜ", ["v"] = "νѵᴠⅴ", ["w"] = "ѡԝᴡω", ["x"] = "хХχΧ", ["y"] = "уУүγΥʏ", ["z"] = "ᴢΖ2",
    }.SelectMany(letter => letter.Value.EnumerateRunes().Select(rune => (rune.Value, letter.Key))).ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    // Those who run a site, as they may be called on this one.
    private static readonly FrozenSet<string> Roles = new[]
    {
        "editor", "coeditor", "operator", "moderator", "mod", "admin", "administrator", "sysadmin", "siteadmin", "owner", "staff", "webmaster", "support", "official",
    }.Select(Skeleton).ToFrozenSet(StringComparer.Ordinal);

    // These are also names of people, who have another one beside it: only alone do they mean a role, or whoever reads.
    private static readonly FrozenSet<string> RolesAlone = new[] { "you", "host" }.Select(Skeleton).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The name as it is stored, or why it cannot be one.</summary>
    public static (string? Name, Refusal? Refusal) Check(string? asked)
    {
        var name = ReaderText.OnOneLine(UnicodeText.ToNfc(asked ?? ""));
        return !name.EnumerateRunes().Any(NameCharacters.IsVisible) ? (null, Missing)
            : name.EnumerateRunes().Any(NameCharacters.IsUnshowable) || MarksInARow(name) > MostMarks ? (null, Unshowable)
            : name.Length > LongestInUnits || new StringInfo(name).LengthInTextElements > Longest ? (null, TooLong)
            : IsOfRole(name) ? (null, OfRole)
            : (name, null);
    }

    private static int MarksInARow(string name)
    {
        var (most, row) = (0, 0);
        foreach (var rune in UnicodeText.ToNfkd(name).EnumerateRunes())
        {
            row = IsMark(rune) || NameCharacters.IsJoiner(rune) ? row + 1 : 0;
            most = Math.Max(most, row);
        }

        return most;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // Each word of it, all of it together, and the letters of it that stand alone (“E d i t o r”), in the singular and plural, with signs for letters or without them.
    private static bool IsOfRole(string name)
    {
        string[] words = [.. Words(name)];
        var alone = string.Concat(words.Where(word => word.Length == 1));
        string[] whole = [string.Concat(words), string.Concat(words.SkipWhile(word => word.Equals("the", StringComparison.OrdinalIgnoreCase)))];
        return AreIn(Roles, [.. words, .. whole, alone]) || AreIn(RolesAlone, whole);

        static bool AreIn(FrozenSet<string> roles, string[] asked) => asked
            .SelectMany(word => (string[])[word, string.Concat(word.Where(c => !char.IsAsciiDigit(c)))])
            .Select(Skeleton)
            .Any(word => roles.Contains(word) || (word.EndsWith('s') && roles.Contains(word[..^1])));
    }

    // Apart at spaces and punctuation, and where a capital follows a small letter.
    private static IEnumerable<string> Words(string name)
    {
        var word = new StringBuilder();
        var wasSmall = false;
        foreach (var rune in UnicodeText.ToNfkd(name).EnumerateRunes().Where(rune => !IsMark(rune) && !NameCharacters.IsJoiner(rune)))
        {
            if (word.Length > 0 && ((!Rune.IsLetterOrDigit(rune) && !Alike.ContainsKey(rune.Value)) || (wasSmall && Rune.IsUpper(rune))))
            {
                yield return word.ToString();
                word.Clear();
            }

            if (Rune.IsLetterOrDigit(rune) || Alike.ContainsKey(rune.Value))
            {
                word.Append(rune);
            }

            wasSmall = Rune.IsLower(rune);
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    // What a word looks like: words that look alike have the same.
    private static string Skeleton(string word)
    {
        var seen = new StringBuilder();
        foreach (var rune in UnicodeText.ToNfkd(word).EnumerateRunes())
        {
            var small = Rune.ToLowerInvariant(rune);
            seen.Append(Alike.TryGetValue(rune.Value, out var like) || Alike.TryGetValue(small.Value, out like) ? like : small.ToString());
        }

        return seen.Replace("rn", "m").Replace("vv", "w").Replace('l', 'i').ToString();
    }
}
