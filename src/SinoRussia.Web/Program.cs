using System.Globalization;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Citing;
using SinoRussia.Web.Commands;
using SinoRussia.Web.Content;
using SinoRussia.Web.Export;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Offline;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Pages;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;
using SinoRussia.Web.WebAnnotation;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
return await CommandLine.Parse(args).RunAsync(Add, Use);

// What works in the background stops in the reverse of this order. Health checks tell their problems in this order.
static void Add(WebApplicationBuilder builder)
{
    builder.AddHosting();
    builder.Services.AddStorage();
    builder.Services.AddContent(PageTrials.Of);
    builder.Services.AddReaders();
    builder.Services.AddBackups();
    builder.Services.AddWriter();
    builder.Services.AddRevisions();
    builder.Services.AddAnnotations();
    builder.Services.AddReanchoring();
    builder.Services.AddPageCache();
    builder.Services.AddSharing();
    builder.Services.AddCiting();
    builder.Services.AddWebAnnotation();
    builder.Services.AddExports();
    builder.Services.AddPages();
}

static void Use(WebApplication app)
{
    app.UseSiteSettings(); // first: all that follows may ask for the request's address
    app.UseSecurityHeaders();
    app.UseAnnotationHeaders();
    app.UseFontHeaders();
    app.UseEditedFiles();
    app.UseProxyWarning();
    app.UseKnownPages(); // before the log: it writes its own line
    app.UseReaderLogging();
    app.UseKnownMethods();
    app.UseSiteHost();
    app.UseErrorPages(forPrograms: AnnotationContainer.Paths); // around all that may refuse or fail
    app.UseRouting();
    app.UseRouteInLog(); // behind routing: an error page has another route
    app.UseRateLimiter();
    app.UseSameOrigin();
    app.UsePageHeaders();
    app.UsePageMethods();
    app.UseFormBodies(); // behind the methods: what comes here has a handler
    app.UsePageCache();
    app.UseStorageFailures(); // inside the cache: a page that says so is not kept
    app.UseResponseCompression();

    app.MapStaticAssets();
    app.MapRazorPages().WithStaticAssets();
    app.MapSentences();
    app.MapSharing();
    app.MapCiting();
    app.MapWebAnnotation();
    app.MapExports();
    app.MapOfflineReading();
    app.MapHealth();
}

/// <summary>Declared so that tests can host it.</summary>
internal sealed partial class Program;
