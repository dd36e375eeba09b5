using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>A reader's note as it stands beside the text.</summary>
/// <param name="At">Where its words end in the essay's text, by which the notes are in order.</param>
internal sealed record MarginNote(Guid Id, string Colour, int At, string Html)
{
    /// <summary>The one on a card, or <see langword="null"/> when there are no words on it or it stands nowhere in the text.</summary>
    public static MarginNote? Of(NoteCard card) =>
        card is { NoteHtml: { } html, Annotation: { Anchor.End: { } end } annotation } ? new MarginNote(annotation.Id, card.Colour, end, html) : null;
}

/// <summary>Some of the notes beside the text, in the order of where their words end, and where the others go on.</summary>
/// <param name="More">How many come after them.</param>
/// <param name="Next">The first of those.</param>
internal sealed record MarginNotes(IReadOnlyList<MarginNote> Notes, int More = 0, Mark? Next = null)
{
    // The page is read from its beginning: these are there at once, and the others come by script, or are on pages of their own.
    private const int MostNotes = 200;
    private const int MostCharacters = 128 * 1024;

    /// <param name="from">The note to begin with; without it, or when it is gone, the first one that ends at <paramref name="at"/> or later.</param>
    public static async Task<MarginNotes> OfAsync(MarksInText mine, ReaderMarks marks, Guid? from, int at, CancellationToken cancellation)
    {
        var noted = mine.Marks.Where(mark => mark.HasNote).ToList();
        var begin = noted.Find(mark => mark.Id == from) is { } first ? PlaceOf(first) : (at, DateTimeOffset.MinValue, Guid.Empty);
        var rest = noted.FindAll(mark => PlaceOf(mark).CompareTo(begin) >= 0);
        var asked = rest.OrderBy(PlaceOf).Take(MostNotes + 1).ToList(); // with the first of the others: not all are put in order
        var words = await marks.NotesAsync([.. asked.Select(mark => mark.Id)], cancellation);

        var (shown, taken, room) = (new List<MarginNote>(), 0, MostCharacters);
        foreach (var mark in asked.Take(MostNotes).TakeWhile(_ => taken == 0 || room > 0))
        {
            taken++;
            if (words.TryGetValue(mark.Id, out var note)) // it may have been taken away just now
            {
                var html = NoteMarkdown.ToHtml(note);
                room -= html.Length;
                shown.Add(new MarginNote(mark.Id, HighlightMapping.CssName(mark.Colour), mark.Passage.End, html));
            }
        }

        return new MarginNotes(shown, rest.Count - taken, asked.ElementAtOrDefault(taken));
    }

    private static (int, DateTimeOffset, Guid) PlaceOf(Mark mark) => (mark.Passage.End, mark.CreatedAt, mark.Id);
}
