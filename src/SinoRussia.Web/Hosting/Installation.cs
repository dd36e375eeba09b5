namespace SinoRussia.Web.Hosting;

internal static class Installation
{
    /// <summary>Whether this is a published copy, which has wwwroot and content beside its binaries.</summary>
    public static bool IsPublished { get; } = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
}
