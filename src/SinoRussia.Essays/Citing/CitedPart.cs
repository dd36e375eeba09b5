using System.Globalization;
using System.Text.RegularExpressions;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Citing;

/// <summary>The part of the essay that is cited: all of it, a section, a paragraph, or words of a paragraph.</summary>
/// <param name="Essay">The essay.</param>
/// <param name="Name">Its name in file names and keys: <c>essay</c>, <c>p12</c>, <c>friedman</c>.</param>
/// <param name="Locator">Its place in the essay, such as <c>¶ 12</c>; <see langword="null"/> for the whole.</param>
/// <param name="Quotation">The quoted words, or <see langword="null"/>.</param>
/// <param name="Address">Its address on this site. Not a <see cref="Uri"/>, which would undo escapes that a text fragment needs.</param>
/// <param name="Accessed">The day of access.</param>
public sealed partial record CitedPart(Essay Essay, string Name, string? Locator, string? Quotation, string Address, DateOnly Accessed)
{
    /// <summary>The authors; empty when the front matter names none.</summary>
    public IReadOnlyList<Name> Authors => Sources.Name.ParseAll(Essay.Metadata.Author ?? "");

    /// <summary>The year of publication in the front matter, or <see langword="null"/> when it has none.</summary>
    public int? Year => Essay.Metadata.Published is { } published && FourDigits().Match(published) is { Success: true } year
        ? int.Parse(year.ValueSpan, CultureInfo.InvariantCulture)
        : null;

    /// <summary>What has no field of its own in a reference manager, as sentences.</summary>
    public string Remarks => string.Join(' ', Sentences());

    /// <summary>The whole essay.</summary>
    /// <param name="root">The essay's address, with a slash at the end.</param>
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
