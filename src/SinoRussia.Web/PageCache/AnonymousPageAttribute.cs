namespace SinoRussia.Web.PageCache;

/// <summary>On a page model: whoever has saved nothing gets the same page, so it is rendered once and kept, see <see cref="AnonymousPageCache"/>.</summary>
/// <param name="parameters">The parts of a query string that the page reads. Any other query changes nothing.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AnonymousPageAttribute(params string[] parameters) : Attribute
{
    public bool DependsOn(IQueryCollection query) => query.Count > 0 && Array.Exists(parameters, query.ContainsKey);
}
