namespace SinoRussia.Web.Annotations;

/// <summary>Whether somebody came upon marks that were last looked for in another text. They saw them in their places; storing those is
/// <see cref="Reanchoring"/>'s, for to look at a page writes nothing.</summary>
internal sealed class StaleAnchorSignal
{
    private int isAny;

    public void Report() => Volatile.Write(ref isAny, 1);

    /// <summary>Whether there was one since this was asked last.</summary>
    public bool Take() => Interlocked.Exchange(ref isAny, 0) == 1;
}
