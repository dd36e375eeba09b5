using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>A database that cannot be read or written is not a bug: the page says so, and gives readers back what they wrote.</summary>
internal static class StorageFailures
{
    public static IApplicationBuilder UseStorageFailures(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure) && !context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<StorageStatus>().Report(failure);
            context.Response.Clear();
            await context.RefuseAsync(context.Request.IsRead() ? Refusal.NotReached : Refusal.NotSaved);
        }
    });
}
