using Microsoft.AspNetCore.Mvc.Filters;

namespace SinoRussia.Web.Hosting;

/// <summary>For a page that only its reader may see: no cache stores it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NotStoredAttribute : ResultFilterAttribute
{
    public const string CacheControl = "private, no-store";

    public override void OnResultExecuting(ResultExecutingContext context) => context.HttpContext.Response.Headers.CacheControl = CacheControl;
}
