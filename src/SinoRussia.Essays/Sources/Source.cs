using System.Collections.Immutable;

namespace SinoRussia.Essays.Sources;

/// <summary>A work that the footnotes or supplements cite by its key.</summary>
public sealed record Source
{
    public required string Key { get; init; }

    /// <summary>Its line in the list's file, counted from 1.</summary>
    public required int Line { get; init; }

    public required string Title { get; init; }

    /// <summary>Whether it is a book, whose title is set in italics rather than in quotation marks.</summary>
    public bool IsBook { get; init; }

    /// <summary>Whether <see cref="Title"/> is the editor's description of a work that has no title.</summary>
    public bool IsDescribed { get; init; }

    public ImmutableArray<Name> Authors { get; init; } = [];

    public ImmutableArray<Name> Editors { get; init; } = [];

    /// <summary>Where it was published: a newspaper, a series, a site, a publisher.</summary>
    public string? Outlet { get; init; }

    public PartialDate? Date { get; init; }

    public Uri? Address { get; init; }

    /// <summary>What kind of work it is, or <see langword="null"/> when the list does not say so.</summary>
    public SourceKind? Kind { get; init; }

    /// <summary>The day on which the editor read the page at <see cref="Address"/>, or <see langword="null"/>.</summary>
    public PartialDate? Seen { get; init; }

    /// <summary>The address of an archived copy.</summary>
    public Uri? Archived { get; init; }

    /// <summary>A remark for readers: how much of it the editor read, how reliable it is.</summary>
    public string? Remark { get; init; }

    /// <summary>The name in citations, in place of its authors or outlet.</summary>
    public string? ShortName { get; init; }

    /// <summary>The words of a citation: the authors' family names or the outlet, and the date.</summary>
    public string ShortForm
    {
        get
        {
            var names = Authors.IsEmpty ? Editors : Authors;
            var who = ShortName ?? (names.IsEmpty ? Outlet ?? Title : Name.Listed(names.Select(name => name.Family)));
            return Date is { } date ? $"{who}, {date}" : who;
        }
    }
}

/// <summary>A person's family and given name, or a name in one part: that of an organisation, or of a person whose family name comes first.</summary>
public sealed record Name(string Family, string? Given = null)
{
    /// <summary>In spoken order: <c>Mercy A. Kuo</c>.</summary>
    public string Full => Given is null ? Family : $"{Given} {Family}";

    /// <summary>In the order for sorted lists: <c>Kuo, Mercy A.</c>.</summary>
    public string Inverted => Given is null ? Family : $"{Family}, {Given}";

    /// <summary>Parses names such as <c>Kuo, Mercy A.; Xinhua</c>.</summary>
    public static ImmutableArray<Name> ParseAll(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    /// <summary>Joins names: <c>A</c>, <c>A and B</c>, <c>A, B and C</c>.</summary>
    public static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static Name Parse(string text) =>
        text.Split(',', 2, StringSplitOptions.TrimEntries) is [var family, { Length: > 0 } given] ? new Name(family, given) : new Name(text);
}
