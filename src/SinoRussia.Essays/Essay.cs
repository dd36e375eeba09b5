using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace SinoRussia.Essays;

/// <summary>One revision of the essay. Immutable and safe for many threads.</summary>
public sealed class Essay
{
    private readonly FrozenDictionary<string, Element> elements;
    private readonly FrozenDictionary<string, Section> sections;

    internal Essay(EssayMetadata metadata, ImmutableArray<Section> sections, ImmutableArray<Footnote> footnotes)
    {
        Metadata = metadata;
        Sections = sections;
        Footnotes = footnotes;
        Elements = [.. sections.SelectMany(section => section.Elements.Prepend(section.Heading)), .. footnotes.Select(note => note.Body)];
        Blocks = [.. Elements.SelectMany(element => element.Blocks)];
        Text = string.Join('\n', Blocks.Select(block => block.Text));
        Revision = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
        elements = Elements.ToFrozenDictionary(element => element.Id, StringComparer.Ordinal);
        this.sections = sections.ToFrozenDictionary(section => section.Slug, StringComparer.Ordinal);
        Supplements = new EssaySupplements(this);
    }

    private Essay(Essay essay, EssaySupplements supplements)
        : this(essay.Metadata, essay.Sections, essay.Footnotes) => Supplements = supplements;

    public EssayMetadata Metadata { get; }

    /// <summary>Tells this essay from every other one whose readers' marks are stored in the same place. An edit of the text does not change it.</summary>
    public string Id => Metadata.Id;

    public ImmutableArray<Section> Sections { get; }

    /// <summary>The footnotes in the order in which the text first refers to them.</summary>
    public ImmutableArray<Footnote> Footnotes { get; }

    /// <summary>What is beside the essay; all empty for an essay that was parsed without its other files.</summary>
    public EssaySupplements Supplements { get; }

    /// <summary>Every element in reading order: headings, paragraphs and captions, then the footnotes.</summary>
    public ImmutableArray<Element> Elements { get; }

    /// <summary>Every block in reading order.</summary>
    public ImmutableArray<Block> Blocks { get; }

    /// <summary>The text as a reader would copy it: the blocks' texts with a newline between them. Offsets in it are UTF-16 code units.</summary>
    public string Text { get; }

    /// <summary>The SHA-256 of <see cref="Text"/> as 64 lower-case hexadecimal digits.</summary>
    public string Revision { get; }

    /// <summary>The same essay with these supplements, which were made for it.</summary>
    internal Essay With(EssaySupplements supplements) => new(this, supplements);

    /// <summary>The footnote with this label, or <see langword="null"/> when there is none.</summary>
    public Footnote? FindFootnote(string label) => Footnotes.FirstOrDefault(footnote => footnote.Label == label);

    /// <exception cref="ArgumentOutOfRangeException">The passage ends behind the text.</exception>
    public string TextOf(Passage passage) => Text[passage.Start..passage.End];

    /// <summary>The section with this slug, or <see langword="null"/> when there is none.</summary>
    public Section? FindSection(string slug) => sections.GetValueOrDefault(slug);

    /// <summary>The paragraph, caption, heading or footnote with this id, or <see langword="null"/> when there is none.</summary>
    public Element? FindElement(string id) => elements.GetValueOrDefault(id);

    /// <summary>The numbered paragraph or caption with this id, or <see langword="null"/>. It does not find headings and footnotes.</summary>
    public Element? FindParagraph(string id) =>
        FindElement(id) is { Kind: ElementKind.Paragraph or ElementKind.Figure } paragraph ? paragraph : null;

    /// <summary>The section that an element is in, or <see langword="null"/> for a footnote.</summary>
    public Section? SectionOf(Element element) =>
        Sections.FirstOrDefault(section => section.Heading == element || section.Elements.Contains(element));

    /// <summary>The elements that a passage overlaps, in reading order; none when it is outside the text.</summary>
    public IEnumerable<Element> ElementsIn(Passage passage) =>
        Elements.Where(element => element.Blocks.Any(block => block.Start < passage.End && passage.Start < block.End));
}

/// <summary>The essay's metadata, from its front matter.</summary>
public sealed record EssayMetadata
{
    /// <summary>The id of an essay whose front matter names none.</summary>
    public const string DefaultId = "essay";

    /// <summary><see cref="Essay.Id"/>.</summary>
    public string Id { get; init; } = DefaultId;

    public required string Title { get; init; }

    /// <summary>A BCP 47 language tag.</summary>
    public required string Language { get; init; }

    public string? Subtitle { get; init; }

    public string? Author { get; init; }

    public string? Publication { get; init; }

    /// <summary>The date as the editor wrote it, such as <c>June 2022</c>.</summary>
    public string? Published { get; init; }

    /// <summary>The web address of the original publication.</summary>
    public Uri? Source { get; init; }

    public string? Description { get; init; }

    public string? PictureCredit { get; init; }
}
