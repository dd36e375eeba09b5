using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Essays.Linking;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>Every address that the application maps, with existing values for its parameters.</summary>
internal static class MappedAddresses
{
    /// <summary>The addresses, and the methods that each allows.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> OfAsync(ReaderApp app, Guid note)
    {
        var addresses = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        var pages = await PagesAsync(app);
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal))
            {
                continue; // endpoints of the framework
            }

            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>();
            IEnumerable<string> methods = page is not null
                ? ["GET", "HEAD", "OPTIONS", .. pages[page.ViewEnginePath].Select(handler => handler.HttpMethod.ToUpperInvariant())]
                : endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods; // all our endpoints specify their methods
            var address = AddressOf(endpoint.RoutePattern, app, note);
            addresses[address] = new HashSet<string>([.. methods, .. addresses.GetValueOrDefault(address) ?? new HashSet<string>()], StringComparer.Ordinal);
        }

        addresses.Remove("/error"); // not an address: it replaces failed answers
        return addresses;
    }

    /// <summary>The addresses of all handlers that accept a form.</summary>
    public static async Task<IReadOnlyList<string>> OfFormsAsync(ReaderApp app, Guid note)
    {
        var pages = await PagesAsync(app);
        return
        [
            .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
                .SelectMany(endpoint => pages[endpoint.Metadata.GetMetadata<PageActionDescriptor>()!.ViewEnginePath]
                    .Where(handler => handler.HttpMethod == "Post")
                    .Select(handler => AddressOf(endpoint.RoutePattern, app, note) + (handler.Name is null ? "" : $"?handler={handler.Name}"))),
        ];
    }

    /// <summary>Every address that answers GET: without a query, with all values that any handler reads from a query, and the same with the name of each
    /// handler of its page.</summary>
    /// <param name="query">The values by name.</param>
    public static async Task<IReadOnlyList<string>> OfReadsAsync(ReaderApp app, Guid note, IReadOnlyDictionary<string, string> query)
    {
        var pages = await PagesAsync(app);
        var values = string.Join('&', query.Select(value => $"{value.Key}={Uri.EscapeDataString(value.Value)}"));
        var addresses = new List<string>();
        foreach (var (address, methods) in await OfAsync(app, note))
        {
            if (!methods.Contains("GET"))
            {
                continue;
            }

            var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false
                    && !endpoint.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal) && AddressOf(endpoint.RoutePattern, app, note) == address)
                .ToList();
            var handlers = endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page ? pages[page.ViewEnginePath] : []).ToList();
            var parameters = endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()).OfType<MethodInfo>()
                .Concat(handlers.Where(handler => handler.HttpMethod == "Get").Select(handler => handler.MethodInfo))
                .SelectMany(method => method.GetParameters())
                .Where(parameter => IsInQuery(parameter.ParameterType) && !parameter.IsDefined(typeof(FromRouteAttribute)) && endpoints.TrueForAll(endpoint => endpoint.RoutePattern.GetParameter(parameter.Name!) is null));
            foreach (var parameter in parameters.Where(parameter => !query.ContainsKey(parameter.Name!)))
            {
                throw new InvalidOperationException($"There is no value for {parameter.Name} of {address}.");
            }

            addresses.AddRange([address, $"{address}?{values}", .. handlers.Select(handler => handler.Name).OfType<string>().Distinct().Select(name => $"{address}?handler={name}&{values}")]);
        }

        return addresses;
    }

    private static bool IsInQuery(Type type) =>
        type.IsArray ? IsInQuery(type.GetElementType()!) : (Nullable.GetUnderlyingType(type) ?? type) is var value && (value.IsPrimitive || value == typeof(string) || value == typeof(Guid));

    private static async Task<Dictionary<string, IList<HandlerMethodDescriptor>>> PagesAsync(ReaderApp app)
    {
        app.NewReader().Dispose(); // starts the application
        var loader = app.Services.GetRequiredService<PageLoader>();
        var pages = new Dictionary<string, IList<HandlerMethodDescriptor>>(StringComparer.Ordinal);
        foreach (var page in app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            pages[page.ViewEnginePath] = (await loader.LoadAsync(page, EndpointMetadataCollection.Empty)).HandlerMethods;
        }

        return pages;
    }

    private static string AddressOf(RoutePattern pattern, ReaderApp app, Guid note) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => ValueOf(parameter.Name, pattern.RawText!, app, note),
            _ => throw new InvalidOperationException(part.ToString()),
        })))) + (pattern.RawText!.EndsWith('/') && pattern.RawText.Length > 1 ? "/" : "");

    // Of a link that works, if the test has made one.
    private static string TokenOf(ReaderApp app)
    {
        using var db = app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContext();
        return db.NoteLinks.Where(link => db.Readers.Any(reader => reader.Id == link.ReaderId && reader.Name != null)).OrderByDescending(link => link.CreatedAt).Select(link => link.Token).FirstOrDefault() ?? "none";
    }

    private static string ValueOf(string parameter, string pattern, ReaderApp app, Guid note) => (parameter, pattern) switch
    {
        ("slug", _) => "friedman",
        ("token", var join) when join.Contains("join", StringComparison.Ordinal) => "none",
        ("token", _) => TokenOf(app),
        ("revision", _) => app.Essay.Revision,
        ("id", var cards) when cards.Contains("cards", StringComparison.Ordinal) => "essay",
        ("hash", var cards) when cards.Contains("cards", StringComparison.Ordinal) => Card.Of(app.Essay).Hash,
        ("id", var paragraph) when paragraph.TrimStart('/').StartsWith("p/", StringComparison.Ordinal) => "p12",
        ("words", _) => $"{WordRange.Of(app.Essay, app.Essay.FindParagraph("p12")!, new Passage(app.Essay.FindParagraph("p12")!.Start, app.Essay.FindParagraph("p12")!.Start + 20))}",
        ("id", _) => note.ToString("D"),
        ("name", var sheet) when sheet.Contains("css", StringComparison.Ordinal) => "site",
        ("name", _) => "reader",
        ("hash", _) => "0123456789",
        _ => throw new InvalidOperationException($"There is no value for {parameter} in {pattern}."),
    };
}
