using System.Text;

namespace SinoRussia.Essays.Tests.Anchors;

/// <summary>The kinds of edits. Each takes a text and a source of random numbers, and edits a few places.</summary>
internal static class Editors
{
    private const int Places = 6;

    public static readonly IReadOnlyDictionary<string, Action<EditedText, Random>> All = new Dictionary<string, Action<EditedText, Random>>
    {
        ["insert a paragraph on top"] = (text, _) => text.Insert(0, "A new opening stands here, which nobody has marked yet.\n"),
        ["insert sentences"] = (text, dice) => AtRandom(Prose.SentencesOf(text.After), dice, sentence =>
            text.Insert(sentence.End, $" Here the editor adds remark number {dice.Next(100, 999)} of {dice.Next(100, 999)}.")),
        ["delete sentences"] = (text, dice) => AtRandom(Prose.SentencesOf(text.After), dice, text.Delete),
        ["delete a paragraph"] = (text, dice) => text.Delete(One(Prose.Paragraphs(text.After), dice)),
        ["move a paragraph"] = (text, dice) => MoveParagraph(text, dice),
        ["swap the halves"] = (text, _) =>
        {
            var middle = text.After.IndexOf('\n', text.After.Length / 2) + 1;
            text.Insert(text.After.Length, "\n");
            text.Move(new Passage(0, middle), text.After.Length - middle);
        },
        ["move a sentence"] = (text, dice) =>
        {
            var sentence = One(Prose.SentencesOf(text.After), dice);
            var rest = text.After.Remove(sentence.Start, sentence.Length);
            var to = One(Prose.SentencesOf(rest), dice).Start;
            text.Move(sentence, to);
            text.Insert(to + sentence.Length, " ");
        },
        ["split paragraphs"] = (text, dice) => AtRandom(Spaces(text.After, ". "), dice, space => text.Reword(space, "\n")),
        ["merge paragraphs"] = (text, dice) => AtRandom(Spaces(text.After, "\n"), dice, space => text.Reword(space, " ")),
        ["fix letters"] = (text, dice) => AtRandom(Long(Prose.Words(text.After)), dice, word =>
            text.Reword(new Passage(word.Start + 2, word.Start + 4), $"{text.After[word.Start + 3]}{text.After[word.Start + 2]}")),
        ["replace words"] = (text, dice) => AtRandom(Prose.Words(text.After), dice, word => text.Replace(word, Invented(dice))),
        ["rework every sentence"] = (text, dice) => AtRandom(Prose.SentencesOf(text.After), dice, sentence =>
        {
            var words = Prose.Words(text.After[sentence.Start..sentence.End]).ConvertAll(w => new Passage(sentence.Start + w.Start, sentence.Start + w.End));
            text.Insert(words[dice.Next(words.Count)].End, " as the editor now adds,");
            text.Replace(words[0], Invented(dice));
        }, int.MaxValue),
        ["decompose letters"] = (text, _) => Everywhere(text, c => c.IsNormalized(NormalizationForm.FormD) ? null : c.Normalize(NormalizationForm.FormD)),
        ["set ligatures"] = (text, _) =>
        {
            Replace(text, "fi", "ﬁ");
            Replace(text, "fl", "ﬂ");
        },
        ["hyphenate softly"] = (text, dice) => AtRandom(Long(Prose.Words(text.After)), dice, word => text.Insert(word.Start + 3, "\u00ad")),
        ["write words together"] = (text, _) => Replace(text, "-", ""),
        ["break words at line ends"] = (text, dice) => AtRandom(Long(Prose.Words(text.After)), dice, word => text.Insert(word.Start + 3, "-\n")),
        ["change quotes, dashes and blanks"] = (text, _) =>
        {
            Replace(text, "\"", "“");
            Replace(text, "'", "’");
            Replace(text, "-", "‑");
            Replace(text, " — ", "--");
            Replace(text, ". ", ".  ");
            Replace(text, "\n", "\n\n");
        },
        ["write in capitals"] = (text, dice) => AtRandom(Prose.Paragraphs(text.After), dice, paragraph =>
        {
            foreach (var at in Enumerable.Range(paragraph.Start, paragraph.Length))
            {
                text.Reword(new Passage(at, at + 1), text.After[at..(at + 1)].ToUpperInvariant());
            }
        }),
        ["add references"] = (text, dice) => AtRandom(Prose.Words(text.After), dice, word => text.Insert(word.End, $"[{dice.Next(1, 99)}]")),
        ["make a list"] = (text, dice) => AtRandom(Prose.SentencesOf(text.After), dice, sentence => text.Insert(sentence.Start, $"\n{dice.Next(1, 9)}. ")),
    };

    private static void MoveParagraph(EditedText text, Random dice)
    {
        text.Insert(text.After.Length, "\n");
        var paragraph = One(Prose.Paragraphs(text.After), dice);
        var whole = new Passage(paragraph.Start, paragraph.End + 1);
        var rest = text.After.Remove(whole.Start, whole.Length);
        text.Move(whole, One(Prose.Paragraphs(rest), dice).Start);
    }

    // From the end to the start, so that no edit moves the place of the next one.
    private static void AtRandom(List<Passage> places, Random dice, Action<Passage> edit, int most = Places)
    {
        var chosen = places.OrderBy(_ => dice.Next()).Take(most).OrderByDescending(place => place.Start).ToList();
        chosen.ForEach(edit);
    }

    private static Passage One(List<Passage> places, Random dice) => places[dice.Next(places.Count)];

    private static List<Passage> Long(List<Passage> words) => words.FindAll(word => word.Length > 6);

    private static List<Passage> Spaces(string text, string around)
    {
        var found = new List<Passage>();
        for (var at = text.IndexOf(around, StringComparison.Ordinal); at >= 0; at = text.IndexOf(around, at + 1, StringComparison.Ordinal))
        {
            found.Add(new Passage(at + around.Length - 1, at + around.Length));
        }

        return found;
    }

    private static void Replace(EditedText text, string old, string instead)
    {
        var after = text.After;
        for (var at = after.LastIndexOf(old, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : after.LastIndexOf(old, at - 1, StringComparison.Ordinal))
        {
            var place = new Passage(at, at + old.Length);
            if (instead.Length == 0)
            {
                text.Delete(place);
            }
            else
            {
                text.Reword(place, instead);
            }
        }
    }

    private static void Everywhere(EditedText text, Func<string, string?> instead)
    {
        var after = text.After;
        for (var at = after.Length - 1; at >= 0; at--)
        {
            if (instead(after[at].ToString()) is { } other)
            {
                text.Reword(new Passage(at, at + 1), other);
            }
        }
    }

    private static string Invented(Random dice) => string.Concat(Enumerable.Range(0, 3).Select(_ => $"{"bdgklmnprst"[dice.Next(11)]}{"aeiou"[dice.Next(5)]}"));
}
