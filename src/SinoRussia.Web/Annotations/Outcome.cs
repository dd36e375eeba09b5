using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>How a wish to change something ended.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It is on disk.</summary>
    /// <param name="Annotation">As it stands now.</param>
    /// <param name="IsNew">Whether this very request made it; the same creation sent twice makes one.</param>
    /// <param name="Notice">What its reader should know besides: that there is little room left.</param>
    public sealed record Saved(Annotation Annotation, bool IsNew = false, string? Notice = null) : Outcome;

    /// <summary>It cannot be done as asked.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>Somebody, perhaps the reader in another window, changed it since it was read.</summary>
    public sealed record Stale(Annotation Current) : Outcome;

    /// <summary>There is no such annotation, or it is somebody else's: the same to whoever asks.</summary>
    public sealed record Missing : Outcome;
}
