using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>A reader's note as the margin shows it.</summary>
/// <param name="At">The offset in the essay's text at which its passage ends. The notes are sorted by it.</param>
/// <param name="IsShown">Whether others can see it.</param>
internal sealed record MarginNote(Guid Id, string Colour, int At, string Html, bool IsShown)
{
    /// <summary>The margin note of a card; <see langword="null"/> when the card has no note or its words are no longer in the essay.</summary>
    public static MarginNote? Of(NoteCard card) =>
        card is { NoteHtml: { } html, Annotation: { Anchor.End: { } end } annotation } ? new MarginNote(annotation.Id, card.Colour, end, html, card.IsShown) : null;
}

/// <summary>Some of the notes in the margin, sorted by the end of their passages, and where the rest begins.</summary>
/// <param name="More">How many notes come after these.</param>
/// <param name="Next">The first of those.</param>
internal sealed record MarginNotes(IReadOnlyList<MarginNote> Notes, int More = 0, Mark? Next = null)
{
    // Readers start at the beginning of the page, so it is sent with this many notes. The script loads the others; without script they are on pages
    // of their own.
    private const int MostNotes = 200;
    private const int MostCharacters = 128 * 1024;

    /// <param name="from">The first note to return. Without it, or when it no longer exists, the first one that ends at <paramref name="at"/> or
    /// later.</param>
    public static async Task<MarginNotes> OfAsync(MarksInText mine, ReaderMarks marks, Guid? from, int at, CancellationToken cancellation)
    {
        var noted = mine.Marks.Where(mark => mark.HasNote).ToList();
        var begin = noted.Find(mark => mark.Id == from) is { } first ? PlaceOf(first) : (at, DateTimeOffset.MinValue, Guid.Empty);
        var rest = noted.FindAll(mark => PlaceOf(mark).CompareTo(begin) >= 0);
        var asked = rest.OrderBy(PlaceOf).Take(MostNotes + 1).ToList(); // one more than needed, to know the first of the rest; this avoids sorting all
        var words = await marks.NotesAsync([.. asked.Select(mark => mark.Id)], cancellation);

        var (shown, taken, room) = (new List<MarginNote>(), 0, MostCharacters);
        foreach (var mark in asked.Take(MostNotes).TakeWhile(_ => taken == 0 || room > 0))
        {
            taken++;
            if (words.TryGetValue(mark.Id, out var note)) // it may have been deleted just now
            {
                var html = NoteMarkdown.ToHtml(note.Words);
                room -= html.Length;
                shown.Add(new MarginNote(mark.Id, HighlightMapping.CssName(mark.Colour), mark.Passage.End, html, note.Visibility != Visibility.Private));
            }
        }

        return new MarginNotes(shown, rest.Count - taken, asked.ElementAtOrDefault(taken));
    }

    private static (int, DateTimeOffset, Guid) PlaceOf(Mark mark) => (mark.Passage.End, mark.CreatedAt, mark.Id);
}
