namespace SinoRussia.Web.Pages.Shared;

/// <summary>The links between the pages of a long list.</summary>
/// <param name="Path">The path of the list, from the site's root.</param>
/// <param name="Query">The other query parameters, without a question mark.</param>
/// <param name="Page">Counted from 1.</param>
internal sealed record Pager(string Path, string Query, int Page, int Pages)
{
    public static Pager Of(string path, string query, int page, int count, int length)
    {
        var pages = Math.Max(1, (count + length - 1) / length);
        return new Pager(path, query, Math.Clamp(page, 1, pages), pages);
    }

    public int Skipped(int length) => (Page - 1) * length;

    /// <param name="more">Further query parameters.</param>
    public string AddressOf(int page, string more = "")
    {
        var number = page > 1 ? $"page={page}" : "";
        var query = string.Join('&', new[] { Query, number, more }.Where(part => part.Length > 0));
        return query.Length == 0 ? Path : $"{Path}?{query}";
    }
}
