using System.Reflection;
using SinoRussia.Essays;
using SinoRussia.Essays.Trials;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Content;

internal static class ContentSetup
{
    /// <summary>The essay, as current as its files.</summary>
    /// <param name="trials">What an edition must pass before it is served.</param>
    public static void AddContent(this IServiceCollection services, Func<Edition, IEnumerable<Trial>> trials)
    {
        services.AddSingleton(provider => LastGoodContent.In(provider.GetRequiredService<DataFolder>(), provider.GetRequiredService<ILogger<LastGoodContent>>()));
        services.AddSingleton(provider => new LiveEssay(
            FolderOf(provider.GetRequiredService<IConfiguration>()), provider.GetRequiredService<ILogger<LiveEssay>>(), provider.GetRequiredService<LastGoodContent>(), trials));
        services.AddHostedService<EditionWatch>();
        services.AddScoped(provider => provider.GetRequiredService<LiveEssay>().Edition); // the same edition for the whole request
        services.AddScoped(provider => provider.GetRequiredService<Edition>().Essay);
        services.AddHealthChecks().AddCheck<EssayHealth>("essay");
    }

    /// <summary>The folder of the essay's files: as configured, or else beside the published program or in the repository.</summary>
    public static string FolderOf(IConfiguration configuration) =>
        configuration.GetSection(ContentSettings.Section).Get<ContentSettings>()?.Folder
        ?? (Installation.IsPublished
            ? Path.Combine(AppContext.BaseDirectory, "content")
            : Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!);
}
