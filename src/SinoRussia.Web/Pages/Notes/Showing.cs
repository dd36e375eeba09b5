using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Shown;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>Shows notes from the cards and forms of the reader's pages, and tells the cards how they are shown.</summary>
internal sealed class Showing(NoteLinks links, NoteLinkQueries queries, ReaderNames names, ReaderAnnotations annotations, SiteAddress site)
{
    private const string HasPrivateWords = "You had a note of your own on exactly these words, and the two are one now. Nobody else sees it yet: read it, then show it.";

    /// <summary>Why a note is not shown that was changed since the reader saw it.</summary>
    public static readonly Refusal ChangedMeanwhile = new("note-changed-meanwhile", "It was changed elsewhere meanwhile, and is not shown. Read it as it is now, then show it.", StatusCodes.Status412PreconditionFailed);

    /// <summary>Whether a form asks to show what it saves.</summary>
    public static bool IsAsked(string? visibility) => visibility == "link";

    /// <summary>Whether a form says that nobody else will see what it saves.</summary>
    public static bool IsPrivate(string? visibility) => visibility == "private";

    /// <summary>The address of a link, for others.</summary>
    public string AddressOf(NoteLink link) => $"{site.Root}/n/{link.Token}";

    /// <summary>The card, which says how it is shown.</summary>
    public async Task<NoteCard> WithLinkAsync(NoteCard card, CancellationToken cancellation)
    {
        if (!card.IsShown)
        {
            return card;
        }

        var hasName = await names.NameAsync(cancellation) is not null;
        var link = await queries.OfAsync(card.Annotation.Id, cancellation) is { } own ? new CardLink(own.Id, NoteLinks.AddressSeen(own), hasName ? AddressOf(own) : null) : null;
        return card with { Showing = new CardShowing(link, await queries.ReadingsWithAsync(card.Annotation.Id, cancellation), hasName) };
    }

    /// <summary>Shows it as the reader saw it.</summary>
    /// <param name="version">The version that they saw.</param>
    public async Task<Outcome> ShowAsync(Guid id, int version, CancellationToken cancellation) =>
        await links.ShowAsync(id, version, cancellation) is var outcome and not Outcome.Saved ? outcome : await FindAsync(id, cancellation);

    /// <summary>Shows what was just changed.</summary>
    public async Task<Outcome.Saved> ShowAsync(Outcome.Saved saved, CancellationToken cancellation) => await links.ShowAsync(saved.Annotation.Id, saved.Annotation.Version, cancellation) switch
    {
        Outcome.Saved when await FindAsync(saved.Annotation.Id, cancellation) is Outcome.Saved shown => saved with { Annotation = shown.Annotation },
        Outcome.Refused refused => saved with { Notice = refused.Refusal.Message }, // what they wrote is saved all the same
        Outcome.Stale => saved with { Notice = ChangedMeanwhile.Message },
        _ => saved,
    };

    /// <summary>Shows what was just created, unless others would then see more than was written to be shown.</summary>
    /// <param name="note">The note in the form.</param>
    public async Task<Outcome.Saved> ShowNewAsync(Outcome.Saved saved, string? note, CancellationToken cancellation)
    {
        var hasMore = saved is { Before.Note: not null, Annotation.Visibility: Visibility.Private } && saved.Annotation.Note != note?.Trim();
        return hasMore ? saved with { Notice = HasPrivateWords } : await ShowAsync(saved, cancellation);
    }

    /// <summary>Gives its own link another address.</summary>
    /// <param name="link">The one on the page; it may have been ended elsewhere.</param>
    /// <param name="seen">Its address on the page, see <see cref="NoteLinks.AddressSeen"/>.</param>
    public async Task<Outcome> RenewAsync(Guid id, Guid link, string? seen, CancellationToken cancellation) =>
        await links.RenewAsync(link, id, seen, cancellation) is { } refusal ? new Outcome.Refused(refusal) : await FindAsync(id, cancellation);

    /// <summary>Ends its own link.</summary>
    public async Task<Outcome> EndAsync(Guid id, CancellationToken cancellation) =>
        await links.EndOfAsync(id, cancellation) is { } refusal ? new Outcome.Refused(refusal) : await FindAsync(id, cancellation);

    // With its place in the essay as it is now.
    private async Task<Outcome> FindAsync(Guid id, CancellationToken cancellation) =>
        await annotations.FindAsync(id, cancellation) is { } found ? new Outcome.Saved(found) : new Outcome.Missing();
}

/// <summary>How a note is shown, for its card.</summary>
/// <param name="Link">The link that shows it alone, or <see langword="null"/>.</param>
/// <param name="Readings">How many links show it together with other notes.</param>
/// <param name="HasName">Whether the reader has a name. As long as they have none, no link shows anything.</param>
internal sealed record CardShowing(CardLink? Link, int Readings, bool HasName)
{
    public string InWords => $"Shown {(Link is null && Readings > 0 ? InReadings : Readings > 0 ? $"by link, and {InReadings}" : "by link")}{(HasName ? "" : ", as soon as you have a name")}";

    private string InReadings => Readings == 1 ? "in a reading" : $"in {Readings:N0} readings";
}

/// <summary>The link that shows a note, for its card.</summary>
/// <param name="Seen">For the form that renews it, see <see cref="NoteLinks.AddressSeen"/>.</param>
/// <param name="Address">For others; <see langword="null"/> as long as the reader has no name and the link shows nothing.</param>
internal sealed record CardLink(Guid Id, string Seen, string? Address);
