using System.Globalization;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Options;
using SinoRussia.Essays;
using SinoRussia.Essays.Parsing;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Citing;
using SinoRussia.Web.Commands;
using SinoRussia.Web.Content;
using SinoRussia.Web.Export;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Offline;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;
using SinoRussia.Web.WebAnnotation;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

var command = CommandLine.Parse(args);
if (!command.Serves)
{
    return await command.RunAsync();
}

var builder = SiteBuilder.Create(command.Settings);
if (SiteSetting.Faults(builder.Configuration) is { Count: > 0 } faults)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
    return CommandLine.Refused;
}

builder.WebHost.UseStaticWebAssets();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = FormBodies.Longest;
});

builder.Services.AddOptions<DataSettings>().BindConfiguration(DataSettings.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<SiteSettings>().BindConfiguration(SiteSettings.Section).ValidateDataAnnotations().ValidateOnStart();
builder.AddReaderLogging();
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4)); // whoever stops containers kills what takes ten

var data = new DataFolder(builder.Configuration.GetSection(DataSettings.Section).Get<DataSettings>() ?? new DataSettings());
await Console.Out.WriteLineAsync($"Data folder: {data.Path}"); // said before anything is written there
builder.Services.AddSingleton(_ => data); // disposed with the site
builder.Services.AddReaderStorage(data);

var contentFolder = builder.Configuration.GetSection(ContentSettings.Section).Get<ContentSettings>()?.Folder
    ?? (SiteBuilder.IsPublished
        ? Path.Combine(AppContext.BaseDirectory, "content")
        : Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!);
builder.Services.AddSingleton(services => KeptContent.In(data, services.GetRequiredService<ILogger<KeptContent>>()));
builder.Services.AddSingleton(services => new LiveEssay(contentFolder, services.GetRequiredService<ILogger<LiveEssay>>(), services.GetRequiredService<KeptContent>()));
builder.Services.AddHostedService<EditionWatch>();
builder.Services.AddScoped(services => services.GetRequiredService<LiveEssay>().Edition); // one request, one essay
builder.Services.AddScoped(services => services.GetRequiredService<Edition>().Essay);

builder.Services.AddScoped<Navigation>();
builder.Services.AddCiting();
builder.Services.AddSingleton<Fonts>();

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddReaders(data);
builder.Services.AddReaderAnnotations();
builder.Services.AddExports();
builder.Services.AddAnonymousPages();
builder.Services.AddSingleton<Rendering>();
builder.Services.AddSingleton<ReaderPages>();
builder.Services.AddReanchoring();
builder.Services.AddSingleton<FormerAddresses>();
builder.Services.AddScoped<RemovedAddresses>();
builder.Services.AddScoped<WebAnnotations>();
builder.Services.AddScoped<TargetParser>();
builder.Services.AddScoped<AnnotationParser>();
builder.Services.AddSingleton<SiteAddress>();

// Problems are told in this order.
builder.Services.AddHealthChecks().AddCheck<EssayHealth>("essay").AddCheck<StorageHealth>("storage").AddCheck<BackupHealth>("backups").AddCheck<ReanchoringHealth>("marks");

builder.Services.AddCards();
builder.Services.AddSingleton<PassageLinks>();
builder.Services.AddProblemDetails();
builder.Services.AddRazorPages(options =>
{
    options.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()); // SameOrigin guards every unsafe request
    options.Conventions.ConfigureFilter(new UnknownFormFilter());
    options.Conventions.AddPageRoute("/Reading/Read", "/s/{slug}");
    options.Conventions.AddPageRoute("/Reading/Read", "/p/{id}");
});
builder.Services.Configure<RazorViewEngineOptions>(options => options.PageViewLocationFormats.Add("/Pages/Notes/{0}.cshtml")); // the essay shows notes, too
builder.Services.Configure<MvcOptions>(options => options.ValueProviderFactories.Insert(0, new RouteValueProviderFactory())); // no field of a form stands in for what the address names
builder.Services.AddRouting(options => options.LowercaseUrls = true);
builder.Services.AddReaderLimits();
builder.Services.AddResponseCompression(options => options.EnableForHttps = true);

WebApplication app;
SiteSettings site;
try
{
    app = builder.Build();
    site = app.Services.GetRequiredService<IOptions<SiteSettings>>().Value;
    _ = app.Services.GetRequiredService<LiveEssay>();
    await app.Services.GetRequiredService<DatabaseInitializer>().TryOpenAsync(CancellationToken.None); // without it the essay is served all the same
}
catch (Exception refusal) when (refusal is EssayFaultsException or OptionsValidationException or IOException)
{
    // Nothing can be served: say why, plainly, and stop.
    await Console.Error.WriteLineAsync(refusal is EssayFaultsException ? $"There is no essay to serve in '{contentFolder}'.{Environment.NewLine}{refusal.Message}" : refusal.Message);
    return CommandLine.Refused;
}

if (site.TrustedProxies.Length > 0)
{
    app.UseForwardedHeaders(Proxies.Options(site.TrustedProxies));
}

app.UsePathBase(site.PathBase);
app.UseSecurityHeaders(site);
app.UseAnnotationHeaders();
app.UseFontHeaders();
if (app.Environment.IsDevelopment())
{
    // Scripts and stylesheets as they are edited: MapStaticAssets would tag them as they were built, and a browser keep them.
    app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
}

app.UseProxyWarning();
var anonymousPages = app.Services.GetRequiredService<AnonymousPages>();
app.Use(anonymousPages.ServeKnownAsync);
app.UseReaderLogging();
app.UseKnownMethods();
app.UseSiteHost();
app.UseErrorPages(forPrograms: AnnotationContainer.Paths);
app.UseRouting();
app.Use(Logging.NoteRouteAsync);
app.UseRateLimiter();
app.UseSameOrigin();
app.UsePageHeaders();
app.UsePageMethods();
app.UseFormBodies();
app.Use(anonymousPages.ServeAsync);
app.Use(app.Services.GetRequiredService<ReaderPages>().ServeAsync);
app.Use(app.Services.GetRequiredService<Rendering>().TakeTurnAsync);
app.UseStorageFailures();
app.UseResponseCompression();
app.MapCiting();
app.MapStaticAssets();
app.MapRazorPages().WithStaticAssets();
app.MapAnnotationContainer();
app.MapMarkStylesheet();
app.MapExports();
app.MapCards();
app.MapSentences();
PassageLinks.Map(app);
app.MapOfflineReading();
app.MapHealth();
app.MapRobots();

await using (app)
{
    try
    {
        await app.StartAsync();
    }
    catch (Exception refusal) when (refusal is IOException or FormatException or InvalidOperationException or SocketException or ArgumentException)
    {
        // An address that is taken, not this machine's or no address at all, a port that is none, or HTTPS without a certificate.
        await Console.Error.WriteLineAsync($"The site did not start: {refusal.Message}");
        return CommandLine.Refused;
    }

    await app.WaitForShutdownAsync();
    return CommandLine.Done;
}

/// <summary>Named so that tests can host it.</summary>
internal sealed partial class Program;
