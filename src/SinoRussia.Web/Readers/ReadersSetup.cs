using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Readers;

internal static class ReadersSetup
{
    /// <summary>The services that identify the reader.</summary>
    public static void AddReaders(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton(provider => new KeyFiles(provider.GetRequiredService<DataFolder>().Keys));
        services.AddSingleton<ReaderKeys>();
        services.AddScoped<CurrentReader>();
        services.AddSingleton<SessionVisits>();
        services.AddSingleton<LostReaders>();
        services.AddHealthChecks().AddCheck<StorageHealth>("storage");
        services.AddReaderLimits();

        // The framework's own protected data (we use none) is under the same keys. Only ReaderKeys creates keys.
        services.AddDataProtection().SetApplicationName("SinoRussia").DisableAutomaticKeyGeneration();
        services.AddOptions<KeyManagementOptions>().Configure<KeyFiles>((options, files) => options.XmlRepository = files);
    }
}
