using System.Globalization;
using System.Text.RegularExpressions;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Citing;

/// <summary>What a reader cites: the essay, a section, a paragraph, or words of a paragraph.</summary>
/// <param name="Essay">The whole it is a part of.</param>
/// <param name="Name">What files and keys call it: <c>essay</c>, <c>p12</c>, <c>friedman</c>.</param>
/// <param name="Locator">Where in the essay, such as <c>¶ 12</c>; <see langword="null"/> for the whole.</param>
/// <param name="Quotation">The words that are cited, or <see langword="null"/>.</param>
/// <param name="Address">Where it is read here. No <see cref="Uri"/>: that would undo escapes which a text fragment needs.</param>
/// <param name="Accessed">The day on which it was.</param>
public sealed partial record CitedPart(Essay Essay, string Name, string? Locator, string? Quotation, string Address, DateOnly Accessed)
{
    /// <summary>Those who wrote it; none when no byline is known, and then the title stands first.</summary>
    public IReadOnlyList<Name> Authors => Sources.Name.ParseAll(Essay.Metadata.Author ?? "");

    /// <summary>The year in what the front matter says about the date, or <see langword="null"/> when it names none.</summary>
    public int? Year => Essay.Metadata.Published is { } published && FourDigits().Match(published) is { Success: true } year
        ? int.Parse(year.ValueSpan, CultureInfo.InvariantCulture)
        : null;

    /// <summary>What the fields of a reference manager have no room for.</summary>
    public string Remarks => string.Join(' ', Sentences());

    /// <summary>The whole essay at this address.</summary>
    public static CitedPart Whole(Essay essay, Uri root, DateOnly accessed) => new(essay, "essay", null, null, root.AbsoluteUri, accessed);

    /// <param name="root">The essay's address, with a slash at the end.</param>
    public static CitedPart Of(Essay essay, Section section, Uri root, DateOnly accessed) =>
        new(essay, section.Slug, $"sec. “{section.Title}”", null, $"{root.AbsoluteUri}s/{section.Slug}#{section.Slug}", accessed);

    /// <param name="root">The essay's address, with a slash at the end.</param>
    /// <param name="quotation">Words of the paragraph, or <see langword="null"/>.</param>
    /// <param name="fragment">The text fragment that leads to them, or <see langword="null"/>.</param>
    public static CitedPart Of(Essay essay, Element paragraph, string? quotation, Uri root, DateOnly accessed, string? fragment = null) => new(
        essay,
        paragraph.Id,
        paragraph.Number is { } number ? $"¶ {number}" : $"caption {paragraph.Id}",
        quotation,
        $"{root.AbsoluteUri}p/{paragraph.Id}#{paragraph.Id}{fragment}",
        accessed);

    private IEnumerable<string> Sentences()
    {
        if (Locator is not null)
        {
            yield return $"Cited: {Locator}.";
        }

        if (Quotation is not null)
        {
            yield return $"“{Quotation}”";
        }

        if (Essay.Metadata.Published is { } published && published != $"{Year}")
        {
            yield return $"Published {published}.";
        }

        if (Authors.Count == 0)
        {
            yield return "No author is named.";
        }

        if (Essay.Metadata.Source is { } source)
        {
            yield return $"Annotated edition of {source}.";
        }

        yield return $"Text revision {Essay.Revision[..12]}.";
    }

    [GeneratedRegex("(?<![0-9])[0-9]{4}(?![0-9])")]
    private static partial Regex FourDigits();
}
