using System.Collections.Immutable;

namespace SinoRussia.Essays.Sources;

/// <summary>A work that the notes rest on, addressed by its key.</summary>
public sealed record Source
{
    public required string Key { get; init; }

    /// <summary>The line it stands in, in the list's file.</summary>
    public required int Line { get; init; }

    public required string Title { get; init; }

    /// <summary>Whether it is a book, whose title is set in italics rather than in quotation marks.</summary>
    public bool IsBook { get; init; }

    /// <summary>Whether <see cref="Title"/> is our description of something that has no title of its own.</summary>
    public bool IsDescribed { get; init; }

    public ImmutableArray<Name> Authors { get; init; } = [];

    public ImmutableArray<Name> Editors { get; init; } = [];

    /// <summary>Where it appeared: a newspaper, a series, a site, a publisher.</summary>
    public string? Outlet { get; init; }

    public PartialDate? Date { get; init; }

    public Uri? Address { get; init; }

    /// <summary>What a reader should know of it: how much of it was read, what it is worth.</summary>
    public string? Remark { get; init; }

    /// <summary>What a citation calls it in place of its authors or outlet.</summary>
    public string? ShortName { get; init; }

    /// <summary>The words of a citation: who or where, and when.</summary>
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

/// <summary>A person's name in its two parts, or a name that has only one: a body, or a name whose family part stands first anyway.</summary>
public sealed record Name(string Family, string? Given = null)
{
    /// <summary>As it is spoken.</summary>
    public string Full => Given is null ? Family : $"{Given} {Family}";

    /// <summary>As a list is sorted by it.</summary>
    public string Inverted => Given is null ? Family : $"{Family}, {Given}";

    /// <summary>Reads <c>Kuo, Mercy A.; Xinhua</c>.</summary>
    public static ImmutableArray<Name> ParseAll(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    /// <summary>One; one and another; one, another and a third.</summary>
    public static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static Name Parse(string text) =>
        text.Split(',', 2, StringSplitOptions.TrimEntries) is [var family, { Length: > 0 } given] ? new Name(family, given) : new Name(text);
}
