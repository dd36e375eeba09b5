using System.Collections.Concurrent;
using Microsoft.Extensions.FileProviders;
using NUglify;
using NUglify.Css;

namespace SinoRussia.Web.Bundling;

/// <summary>Stylesheets sent as one: a file for each concern to those who write them, one request and a third fewer bytes to
/// those who read.</summary>
internal sealed class Stylesheets(IWebHostEnvironment environment)
{
    private static readonly CssSettings Dense = new() { CommentMode = CssComment.None };

    private readonly ConcurrentDictionary<string, Sheet> sheets = new(StringComparer.Ordinal);
    private string? hashOfAll;

    /// <summary>Where these files (names without their ending, in their order) are as one sheet, from the site's root.</summary>
    public string PathOf(string name, IReadOnlyList<string> files)
    {
        var isCurrent = sheets.TryGetValue(name, out var sheet) && sheet.Files.SequenceEqual(files, StringComparer.Ordinal)
            && !(environment.IsDevelopment() && sheet.Written < Written(files)); // a file may have been edited meanwhile
        if (!isCurrent)
        {
            sheets[name] = sheet = Make(files);
        }

        return $"css/{name}.{sheet!.Hash}.css"; // found, or made just now
    }

    /// <summary>The sheet of this name, or <see langword="null"/> when no page has named it since the start.</summary>
    public Bundle? Find(string name) => sheets.GetValueOrDefault(name)?.Bundle;

    /// <summary>Stands for all that the sheets are made of, whether a page has named them yet or not.</summary>
    public string HashOfAll() => environment.IsDevelopment() ? HashFiles() : hashOfAll ??= HashFiles();

    private string HashFiles() => Bundle.HashOf(environment.WebRootFileProvider.GetDirectoryContents("css")
        .Where(file => Path.GetExtension(file.Name) == ".css").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => file.ReadText()));

    private Sheet Make(IReadOnlyList<string> files)
    {
        var sources = files.Select(file => FileOf(file).ReadText()).ToList();
        var hash = Bundle.HashOf(sources);
        return new Sheet(files, hash, Written(files), new Bundle("text/css; charset=utf-8", hash, () => Join(sources)));
    }

    private string Join(IEnumerable<string> sources)
    {
        var whole = string.Concat(sources);
        return environment.IsDevelopment() ? whole : Uglify.Css(whole, Dense).CodeOrThrow();
    }

    private DateTimeOffset Written(IReadOnlyList<string> files) => files.Max(file => FileOf(file).LastModified);

    private IFileInfo FileOf(string file) => environment.WebRootFileProvider.GetFileInfo($"css/{file}.css");

    private sealed record Sheet(IReadOnlyList<string> Files, string Hash, DateTimeOffset Written, Bundle Bundle);
}
