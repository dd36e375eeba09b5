using Microsoft.AspNetCore.Routing.Patterns;

namespace SinoRussia.Web.Hosting;

/// <summary>Which paths are secret, whatever is answered there. The endpoint alone does not tell: an error page has another one, and a wrong method or an address with
/// something behind it has none.</summary>
internal sealed class SecretPaths(EndpointDataSource endpoints)
{
    private readonly Lazy<IReadOnlyList<(PathString Start, SecretAddressAttribute Address)>> secret = new(() =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Start: StartOf(endpoint.RoutePattern), Address: endpoint.Metadata.GetMetadata<SecretAddressAttribute>()!))
            .Where(path => path.Address is not null)
            .DistinctBy(path => path.Start),
    ]);

    /// <summary>How the path is secret, or <see langword="null"/> if it is not.</summary>
    public SecretAddressAttribute? Find(PathString path)
    {
        var plain = PlainOf(path);
        foreach (var (start, address) in secret.Value)
        {
            if (plain.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase))
            {
                return address;
            }
        }

        return null;
    }

    // An address that a program has spoiled on its way leads nowhere, but still contains the secret. Paths are decoded already, except for slashes.
    private static PathString PlainOf(PathString path) =>
        path.Value is { } value && (value.StartsWith("//", StringComparison.Ordinal) || value.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            ? $"/{value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).TrimStart('/')}"
            : path;

    // What is before the secret, such as /n of /n/{token}.
    private static PathString StartOf(RoutePattern pattern) =>
        $"/{string.Join('/', pattern.PathSegments.Select(segment => segment.Parts).TakeWhile(parts => parts is [RoutePatternLiteralPart]).Select(parts => ((RoutePatternLiteralPart)parts[0]).Content))}";
}
