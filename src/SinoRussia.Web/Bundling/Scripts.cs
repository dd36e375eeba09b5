using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;
using NUglify;

namespace SinoRussia.Web.Bundling;

/// <summary>Our modules sent as one script, and a part for each that is imported only when it is needed.</summary>
internal sealed partial class Scripts(IWebHostEnvironment environment)
{
    private const string Entry = "reader";

    private volatile Joined? joined;

    /// <summary>Where the script is, from the site's root.</summary>
    public string Path => Current().PathOf(Entry);

    /// <summary>Where all of it is: the script and its parts.</summary>
    public IEnumerable<string> Paths
    {
        get
        {
            var current = Current();
            return current.Bundles.Keys.Order(StringComparer.Ordinal).Select(current.PathOf);
        }
    }

    /// <summary>The script or the part of this name, or <see langword="null"/> when there is none.</summary>
    public Bundle? Find(string name) => Current().Bundles.GetValueOrDefault(name);

    private Joined Current()
    {
        var last = joined;
        return last is not null && !(environment.IsDevelopment() && last.Written < Files().Max(file => file.LastModified)) // a file may have been edited meanwhile
            ? last
            : joined = Join();
    }

    private Joined Join()
    {
        var files = Files().OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var sources = files.ToDictionary(file => file.Name[..^3], file => file.ReadText(), StringComparer.Ordinal);
        var hash = Bundle.HashOf(sources.Values);
        var scripts = Modules.Join(Entry, name => sources[name], name => $"{name}.{hash}.js");
        return new Joined(hash, files.Max(file => file.LastModified), scripts.ToDictionary(
            script => script.Key,
            script => new Bundle("text/javascript; charset=utf-8", hash, () => Minified(script.Value)),
            StringComparer.Ordinal));
    }

    private string Minified(string script) => environment.IsDevelopment() ? script : Uglify.Js(script).CodeOrThrow();

    private IEnumerable<IFileInfo> Files() => environment.WebRootFileProvider.GetDirectoryContents("js").Where(file => Module().IsMatch(file.Name));

    // Published files have compressed twins, and static assets have fingerprinted ones.
    [GeneratedRegex(@"^[a-z-]+\.js$")]
    private static partial Regex Module();

    private sealed record Joined(string Hash, DateTimeOffset Written, IReadOnlyDictionary<string, Bundle> Bundles)
    {
        public string PathOf(string name) => $"js/{name}.{Hash}.js";
    }
}
