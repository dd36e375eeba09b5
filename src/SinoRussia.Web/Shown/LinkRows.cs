using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;
using NoteLink = SinoRussia.Web.Storage.NoteLink; // the library has a link to a footnote of this name

namespace SinoRussia.Web.Shown;

/// <summary>What the links to one note and the links to readings have in common: how many there can be.</summary>
internal static class LinkRows
{
    private const int Most = 1000;

    // Of notes, counted once for each link that shows them. The most notes that a reader can have by default fit four times.
    private const int MostShown = 50_000;

    public static readonly Refusal TooMany = new("too-many-links", $"You show notes with {Most:N0} links already. End some under “What I have shown”, then try again.");
    public static readonly Refusal TooMuch = new("too-much-shown", $"All your links together would show more than {MostShown:N0} notes. End some under “What I have shown”, then try again.");
    public static readonly Refusal Gone = new("link-gone", "This link was ended meanwhile, and shows nothing any more.", StatusCodes.Status409Conflict);

    public static readonly Refusal Renewed = new("link-renewed", "This link has another address by now, which you may have given to others. Look at it, then renew it.", StatusCodes.Status409Conflict);

    public static NoteLink New(Guid id, Guid readerId, Essay essay, string token, string? choice, DateTimeOffset now) =>
        new() { Id = id, ReaderId = readerId, EssayId = essay.Id, Token = token, Choice = choice, CreatedAt = now };

    public static async Task<bool> AreTooManyAsync(AnnotationsDb db, Guid readerId, Essay essay, CancellationToken cancellation) =>
        await db.LinksOf(readerId, essay).CountAsync(cancellation) >= Most;

    public static async Task<bool> HasRoomAsync(AnnotationsDb db, Guid readerId, Essay essay, int more, CancellationToken cancellation) =>
        await db.LinksOf(readerId, essay).SumAsync(link => link.Shown.Count, cancellation) + more <= MostShown;
}
