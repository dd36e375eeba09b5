using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>Where a note is.</summary>
[Flags]
internal enum NoteIs
{
    Nowhere = 0,

    /// <summary>For its reader, as long as it is not deleted.</summary>
    Own = 1,

    /// <summary>For its reader while it is in the bin.</summary>
    InBin = 2,

    /// <summary>For everybody, as long as the link in the address shows it.</summary>
    Shown = 4,
}

/// <summary>Every address of the site, and who sees a note there.</summary>
internal static class NoteAddresses
{
    // Each route that can have something of a reader. The note is in the answer with all values that the route reads from the query, or without any.
    private static readonly Dictionary<string, NoteIs> OfReaders = new(StringComparer.Ordinal)
    {
        ["/"] = NoteIs.Own, ["/s/{slug}"] = NoteIs.Own, ["/p/{id}"] = NoteIs.Own, ["/p/{id}/{words}"] = NoteIs.Own, ["/p/{id}/notes"] = NoteIs.Own,
        ["/search"] = NoteIs.Own, ["/cite"] = NoteIs.Nowhere,
        ["/notes"] = NoteIs.Own, ["/notes/{id:guid}"] = NoteIs.Own, ["/notes/{id:guid}/show"] = NoteIs.Own, ["/notes/shown"] = NoteIs.Own, ["/notes/bin"] = NoteIs.InBin,
        ["/notes/colours"] = NoteIs.Nowhere, ["/notes/everything"] = NoteIs.Nowhere, ["/notes/start-over"] = NoteIs.Nowhere, ["/notes/anew"] = NoteIs.Nowhere,
        ["/notes/export.md"] = NoteIs.Own, ["/notes/export.jsonld"] = NoteIs.Own, ["/notes/everything.zip"] = NoteIs.Own | NoteIs.InBin,
        ["/annotations/"] = NoteIs.Own, ["/annotations/{id:guid}"] = NoteIs.Own,
        ["/n/{token}"] = NoteIs.Shown, ["/n/{token}/card.png"] = NoteIs.Nowhere,
        ["/settings/me"] = NoteIs.Nowhere, ["/settings/me/name"] = NoteIs.Nowhere, ["/settings/me/sign-in"] = NoteIs.Nowhere, ["/settings/me/device"] = NoteIs.Nowhere,
        ["/settings/me/code"] = NoteIs.Nowhere, ["/settings/me/passkey"] = NoteIs.Nowhere, ["/join/{token}"] = NoteIs.Nowhere,
    };

    // The essay's other pages and files, which have nothing of a reader.
    private static readonly HashSet<string> Public = new(StringComparer.Ordinal)
    {
        "/sentences/{revision}", "/cards/{id}/{hash}.png", "/links/{revision}", "/robots.txt", "/cite.bib", "/cite.ris", "/cite.json", "/essay.md", "/revisions/{revision}", "/marks.css",
        "/service-worker.js", "/manifest.webmanifest", "/healthz", "/about", "/offline", "/settings", "/shortcuts", "/reading", "/introduction", "/text",
        "/speakers", "/people", "/timeline", "/figures", "/map", "/parallels", "/words", "/since", "/questions", "/index",
    };

    /// <summary>The routes that answer GET.</summary>
    public static IReadOnlySet<string> RoutesOf(ReaderApp app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
        .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
        .Where(route => !route.Contains("**", StringComparison.Ordinal) && route != "/error")
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Those that nobody has said anything about.</summary>
    public static IEnumerable<string> Unknown(ReaderApp app) => RoutesOf(app).Where(route => !OfReaders.ContainsKey(route) && !Public.Contains(route));

    /// <summary>Those that the site does not have any more.</summary>
    public static IEnumerable<string> Gone(ReaderApp app) => OfReaders.Keys.Concat(Public).Except(RoutesOf(app), StringComparer.Ordinal);

    /// <summary>The routes on which a note is in this way.</summary>
    public static IEnumerable<string> With(NoteIs where) => OfReaders.Where(route => route.Value.HasFlag(where)).Select(route => route.Key);

    /// <summary>The routes that an address belongs to: those that fit it with the most words of their own, such as /notes/bin before /notes/{id}.</summary>
    public static IReadOnlyList<string> Of(string address)
    {
        var path = address.Split('?')[0];
        return [.. OfReaders.Keys.Concat(Public).Where(route => Fits(route, path)).GroupBy(route => route.Split('/').Count(part => !part.StartsWith('{'))).OrderByDescending(group => group.Key).FirstOrDefault() ?? Enumerable.Empty<string>()];
    }

    public static bool IsAt(string address, NoteIs where) => Of(address).Any(route => OfReaders.GetValueOrDefault(route).HasFlag(where));

    /// <summary>Whether nothing of a reader is there.</summary>
    public static bool IsPublic(string address) => Of(address).All(Public.Contains);

    private static bool Fits(string route, string path)
    {
        var (parts, given) = (route.Split('/'), path.Split('/'));
        return parts.Length == given.Length && parts.Zip(given).All(pair => pair.First.Contains(":guid}") ? Guid.TryParse(pair.Second, out _)
            : pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First.Contains('{') || pair.First == pair.Second);
    }
}
