using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.FileProviders;
using NUglify;
using NUglify.Css;

namespace SinoRussia.Web.Bundling;

/// <summary>Stylesheets sent as one: a file for each concern to those who write them, one request and a third fewer bytes to
/// those who read.</summary>
internal sealed class Stylesheets(IWebHostEnvironment environment)
{
    private static readonly CssSettings Dense = new() { CommentMode = CssComment.None };

    // In the order in which the browser is to read them; layers.css names the layers, and so comes first.
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> FilesOf = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create<string, ImmutableArray<string>>("site",
            [
                "layers", "fonts", "tokens", "base", "forms", "layout", "site-bar", "margin", "prose", "apparatus", "highlights", "notes", "drawings", "print",
            ]),
            KeyValuePair.Create<string, ImmutableArray<string>>("more",
            [
                "settings", "toolbar", "supplements", "tags", "anchors", "unsaved", "search", "keyboard", "pages", "my-notes",
            ]),
        ]);

    private readonly ConcurrentDictionary<string, Sheet> sheets = new(StringComparer.Ordinal);
    private string? hashOfAll;

    /// <summary>What every page needs: its address, from the site's root.</summary>
    public string Site => PathOf("site");

    /// <summary>What tools and the smaller pages need: its address, from the site's root.</summary>
    public string More => PathOf("more");

    /// <summary>The sheet of this name, or <see langword="null"/> when there is none.</summary>
    public Bundle? Find(string name) => FilesOf.ContainsKey(name) ? Current(name).Bundle : null;

    /// <summary>Stands for all that the sheets are made of.</summary>
    public string HashOfAll() => environment.IsDevelopment() ? HashFiles() : hashOfAll ??= HashFiles();

    private string PathOf(string name) => $"css/{name}.{Current(name).Hash}.css";

    private Sheet Current(string name)
    {
        var isCurrent = sheets.TryGetValue(name, out var sheet) && !(environment.IsDevelopment() && sheet.Written < Written(name)); // a file may have been edited meanwhile
        return isCurrent ? sheet! : sheets[name] = Make(name); // found
    }

    private string HashFiles() => Bundle.HashOf(environment.WebRootFileProvider.GetDirectoryContents("css")
        .Where(file => Path.GetExtension(file.Name) == ".css").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => file.ReadText()));

    private Sheet Make(string name)
    {
        var sources = FilesOf[name].Select(file => FileOf(file).ReadText()).ToList();
        var hash = Bundle.HashOf(sources);
        return new Sheet(hash, Written(name), new Bundle("text/css; charset=utf-8", hash, () => Join(sources)));
    }

    private string Join(IEnumerable<string> sources)
    {
        var whole = string.Concat(sources);
        return environment.IsDevelopment() ? whole : Uglify.Css(whole, Dense).CodeOrThrow();
    }

    private DateTimeOffset Written(string name) => FilesOf[name].Max(file => FileOf(file).LastModified);

    private IFileInfo FileOf(string file) => environment.WebRootFileProvider.GetFileInfo($"css/{file}.css");

    private sealed record Sheet(string Hash, DateTimeOffset Written, Bundle Bundle);
}
