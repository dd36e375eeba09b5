using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>What a page swaps in that was open while its reader wrote elsewhere.</summary>
internal sealed record RefreshFragment(IReadOnlyList<string> Blocks, MarginNotes Notes, IReadOnlyList<NoteCard> Cards);

/// <summary>What a page's script swaps in after something was saved: the touched blocks, a card, and what to tell the reader.</summary>
internal sealed record SaveFragment(IReadOnlyList<string> Blocks, NoteCard? Card, string Said)
{
    /// <summary>The deleted annotation that can be taken back, or <see langword="null"/>.</summary>
    public Annotation? Undo { get; init; }
}
