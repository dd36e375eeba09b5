using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Me;

/// <summary>The part of a page that lists the reader's passkeys, adds one, and signs in with one.</summary>
/// <param name="Site">Where browsers allow passkeys, or <see langword="null"/> if nowhere.</param>
/// <param name="HasSaved">Whether the reader has saved anything. Before that, there is nothing that a passkey could keep.</param>
internal sealed record PasskeysSection(RelyingParty? Site, bool HasSaved, IReadOnlyList<Passkey> Passkeys)
{
    public static async Task<PasskeysSection> OfAsync(Passkeys passkeys, bool hasSaved, CancellationToken cancellation) =>
        new(passkeys.Site, hasSaved, hasSaved ? await passkeys.ListAsync(cancellation) : []);
}
