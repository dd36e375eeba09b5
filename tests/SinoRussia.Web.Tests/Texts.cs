namespace SinoRussia.Web.Tests;

/// <summary>Edits of the essay's file.</summary>
internal static class Texts
{
    /// <summary>The essay with a footnote of every status, whichever it has by itself.</summary>
    public static string WithEveryStatus(string essay) =>
        essay + string.Concat(SinoRussia.Essays.FootnoteStatus.All.Select(status => $"\n\n{{#p9-{status.Name}}}\nWords[^{status.Name}].\n\n[^{status.Name}]: *{status.Label}.* A footnote.\n"));
}
