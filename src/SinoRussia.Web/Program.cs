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
using SinoRussia.Web.Pages.Me;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Shown;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;
using SinoRussia.Web.WebAnnotation;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
return await CommandLine.Parse(args).RunAsync(Add, Use);

// Background services stop in the reverse of this order. Health checks report their problems in this order.
static void Add(WebApplicationBuilder builder)
{
    builder.AddHosting(DatabaseChoice.HasPlainMessage);
    builder.Services.AddStorage();
    builder.Services.AddDatabase();
    builder.Services.AddContent(PageTrials.Of);
    builder.Services.AddReaders();
    builder.Services.AddBackups();
    builder.Services.AddWriter();
    builder.Services.AddRevisions();
    builder.Services.AddAnnotations();
    builder.Services.AddSignIn();
    builder.Services.AddPasskeys();
    builder.Services.AddReanchoring();
    builder.Services.AddPageCache();
    builder.Services.AddSharing();
    builder.Services.AddShown();
    builder.Services.AddCiting();
    builder.Services.AddWebAnnotation();
    builder.Services.AddExports();
    builder.Services.AddPages();
}

static void Use(WebApplication app)
{
    app.UseSiteSettings(); // first, because everything after it may need the request's address
    app.UseSecurityHeaders();
    app.UseAnnotationHeaders();
    app.UseFontHeaders();
    app.UseEditedFiles();
    app.UseProxyWarning();
    app.UseKnownPages(); // before request logging, because it writes its own line
    app.UseReaderLogging();
    app.UseKnownMethods();
    app.UseSiteHost();
    app.UseErrorPages(forPrograms: AnnotationContainer.Paths); // around everything that may refuse or fail
    app.UseRouting();
    app.UseRouteInLog(); // after routing, because an error page has another route
    app.UseReaders();
    app.UseRateLimiter();
    app.UseSameOrigin();
    app.UsePageHeaders();
    app.UsePageMethods();
    app.UseFormBodies(); // after the methods, so that what arrives here has a handler
    app.UsePageCache();
    app.UseStorageFailures(); // inside the cache, so that a page that reports a failure is not cached
    app.UseResponseCompression();

    app.MapStaticAssets();
    app.MapRazorPages().WithStaticAssets();
    app.MapSentences();
    app.MapPasskeys();
    app.MapSharing();
    app.MapShown();
    app.MapCiting();
    app.MapWebAnnotation();
    app.MapExports();
    app.MapOfflineReading();
    app.MapHealth();
}

/// <summary>Declared so that tests can host it.</summary>
internal sealed partial class Program;
