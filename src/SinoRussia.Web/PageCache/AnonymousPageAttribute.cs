namespace SinoRussia.Web.PageCache;

/// <summary>For a page model whose page is the same for everyone who has saved nothing. It is rendered once and cached, see <see cref="AnonymousPageCache"/>.</summary>
/// <param name="parameters">The query parameters that the page reads. Other parameters have no effect on it.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AnonymousPageAttribute(params string[] parameters) : Attribute
{
    public bool DependsOn(IQueryCollection query) => query.Count > 0 && Array.Exists(parameters, query.ContainsKey);
}
