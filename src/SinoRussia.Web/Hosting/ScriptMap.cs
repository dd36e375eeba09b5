using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace SinoRussia.Web.Hosting;

/// <summary>The page's import map, from each module's plain address to its fingerprinted one, and the hash that lets it pass the policy.</summary>
/// <remarks>The framework's own map is relative to the page, and so would match nothing on <c>/s/…</c> and <c>/p/…</c>: modules
/// would quietly come unfingerprinted there. This one is rooted.</remarks>
internal sealed class ScriptMap
{
    private static readonly ConditionalWeakTable<ImportMapDefinition, ConcurrentDictionary<string, ScriptMap>> Known = [];

    private ScriptMap(ImportMapDefinition relative, string pathBase)
    {
        Definition = new ImportMapDefinition(
            relative.Imports?.ToDictionary(import => Rooted(import.Key), import => Rooted(import.Value), StringComparer.Ordinal),
            scopes: null,
            relative.Integrity?.ToDictionary(file => Rooted(file.Key), file => file.Value, StringComparer.Ordinal));
        Source = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Definition.ToString())))}'";

        string Rooted(string address) => address.StartsWith("./", StringComparison.Ordinal) ? $"{pathBase}{address[1..]}" : address;
    }

    public ImportMapDefinition Definition { get; }

    /// <summary>The map's text as a source expression of a Content-Security-Policy.</summary>
    public string Source { get; }

    /// <summary>The map for the page that answers this request, or <see langword="null"/> when no page does.</summary>
    public static ScriptMap? For(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ImportMapDefinition>() is { } relative
            ? Known.GetValue(relative, static _ => new(StringComparer.Ordinal))
                .GetOrAdd(context.Request.PathBase.Value ?? "", static (pathBase, map) => new ScriptMap(map, pathBase), relative)
            : null;
}
