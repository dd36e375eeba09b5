using SinoRussia.Essays.Anchors;

namespace SinoRussia.Essays.Tests.Anchors;

/// <summary>Thousands of marks of every size on texts of several scripts, with every kind of edit: each mark must be where its words went.</summary>
public sealed class EditingTests
{
    private const int TextsPerEdit = 2;
    private const int MarksPerText = 40;

    public static TheoryData<string> Edits => [.. Editors.All.Keys];

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_mark_is_where_its_words_went(string edit)
    {
        var verdicts = Verdicts(edit, (text, mark) => Anchoring.Locate(text.After, "after", mark, AlignmentOf(text))).ToList();

        AssertRight(verdicts, 0.99);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_quotation_alone_is_found_where_its_words_went(string edit)
    {
        var verdicts = Verdicts(edit, (text, mark) => QuotationIn(text).Find(mark.Quote)).ToList();

        AssertRight(verdicts, 0.97);
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<EditedText, Alignment> Alignments = [];
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<EditedText, Quotation> Quotations = [];

    private static Alignment AlignmentOf(EditedText text) => Alignments.GetValue(text, t => Alignment.Between(t.Before, t.After));

    private static Quotation QuotationIn(EditedText text) => Quotations.GetValue(text, t => Quotation.SearchIn(t.After));

    private static void AssertRight(List<(bool IsRight, string Case)> verdicts, double least)
    {
        var wrong = verdicts.FindAll(verdict => !verdict.IsRight);
        Assert.True(wrong.Count <= Math.Ceiling((1 - least) * verdicts.Count), $"{wrong.Count} of {verdicts.Count} wrong:\n{string.Join('\n', wrong.Take(12).Select(verdict => verdict.Case))}");
    }

    private static IEnumerable<(bool IsRight, string Case)> Verdicts(string edit, Func<EditedText, Target, Anchor> locate)
    {
        foreach (var before in new[] { Prose.English, Prose.Russian, Prose.Chinese })
        {
            for (var seed = 0; seed < TextsPerEdit; seed++)
            {
                var text = new EditedText(before);
                Editors.All[edit](text, new Random(seed));
                foreach (var marked in Marks(text, new Random(1000 + seed)).Where(marked => IsClear(text, marked)))
                {
                    yield return Verdict(text, marked, locate(text, Anchoring.Describe(before, "before", marked)).Passage);
                }
            }
        }
    }

    // Half of them at an edit, half anywhere.
    private static IEnumerable<Passage> Marks(EditedText text, Random dice)
    {
        var edited = text.EditedPlaces();
        for (var k = 0; k < MarksPerText; k++)
        {
            yield return PassageAt(text.Before, k % 2 == 0 && edited.Count > 0 ? edited[dice.Next(edited.Count)] : dice.Next(text.Before.Length), dice);
        }
    }

    // When half of a mark is gone, an end was rewritten, or the mark was cut in two, people do not agree on where it belongs.
    private static bool IsClear(EditedText text, Passage marked) => text.ShareLeft(marked) switch
    {
        0 => true,
        < 0.6 => false,
        _ => text.HasEnds(marked) && !text.IsTorn(marked),
    };

    private static (bool IsRight, string Case) Verdict(EditedText text, Passage marked, Passage? found)
    {
        var expected = text.Of(marked);
        var after = text.After;
        var isRight = (expected, found) switch
        {
            (null, null) => true,
            ({ } wanted, { } got) => Likeness(wanted, got) >= 0.8,
            _ => false,
        };
        return (isRight, $"[{text.Before[marked.Start..marked.End]}] wanted {Shown(after, expected)}, got {Shown(after, found)}");
    }

    private static string Shown(string text, Passage? passage) =>
        passage is { } p ? $"{p.Start} “{text[Math.Max(0, p.Start - 20)..p.Start]}[{text[p.Start..p.End]}]{text[p.End..Math.Min(text.Length, p.End + 20)]}”" : "nothing";

    private static double Likeness(Passage left, Passage right) =>
        (double)Math.Max(0, Math.Min(left.End, right.End) - Math.Max(left.Start, right.Start)) / (Math.Max(left.End, right.End) - Math.Min(left.Start, right.Start));

    private static Passage PassageAt(string text, int place, Random dice)
    {
        var kind = dice.Next(7);
        if (kind == 6)
        {
            // Careless selections begin and end within words.
            var from = Math.Min(place, text.Length - 30);
            return Trimmed(text, new Passage(from, from + dice.Next(12, 30)));
        }

        var pieces = kind switch
        {
            0 or 1 or 2 => Prose.Words(text),
            3 or 4 => Prose.SentencesOf(text),
            _ => Prose.Paragraphs(text),
        };
        var first = Math.Max(0, pieces.FindLastIndex(piece => piece.Start <= place));
        var last = Math.Min(pieces.Count - 1, first + kind switch { 1 => dice.Next(1, 4), 2 => dice.Next(4, 12), 4 => 1, _ => 0 });
        return new Passage(pieces[first].Start, pieces[last].End);
    }

    private static Passage Trimmed(string text, Passage passage)
    {
        var words = text[passage.Start..passage.End];
        return new Passage(passage.End - words.TrimStart().Length, passage.Start + words.TrimEnd().Length);
    }
}
