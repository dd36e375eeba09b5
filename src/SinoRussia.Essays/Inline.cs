using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>A part of a block: words, formatted words or apparatus.</summary>
public abstract record Inline
{
    /// <summary>Its part of the essay's text; empty for apparatus.</summary>
    public abstract string Text { get; }

    /// <summary>This inline and all inlines inside it, in reading order.</summary>
    public virtual IEnumerable<Inline> Flattened => [this];
}

/// <summary>Plain words: NFC, white space collapsed.</summary>
public sealed record Words(string Value) : Inline
{
    public override string Text => Value;
}

/// <summary>A hard line break. In the text it is one space.</summary>
public sealed record LineBreak : Inline
{
    public override string Text => " ";
}

/// <summary>Inlines with a format, such as emphasis or a link.</summary>
public abstract record FormattedInline(ImmutableArray<Inline> Children) : Inline
{
    public override string Text => string.Concat(Children.Select(child => child.Text));

    public override IEnumerable<Inline> Flattened => Children.SelectMany(child => child.Flattened).Prepend(this);
}

/// <summary>Emphasis, strong emphasis or code.</summary>
/// <param name="Tag">The name of its HTML element: <c>em</c>, <c>strong</c> or <c>code</c>.</param>
public sealed record Styled(string Tag, ImmutableArray<Inline> Children) : FormattedInline(Children);

/// <summary>A link out of the text.</summary>
public sealed record Link(string Href, string? Title, ImmutableArray<Inline> Children) : FormattedInline(Children);

/// <summary>A link to a paragraph, caption or section of the essay, from a text beside it.</summary>
public sealed record PlaceLink(Element Place, ImmutableArray<Inline> Children) : FormattedInline(Children);

/// <summary>A link from a footnote to a text beside the essay, such as the note on the text.</summary>
/// <param name="File">The name of the text's file.</param>
public sealed record EditorsTextLink(string File, ImmutableArray<Inline> Children) : FormattedInline(Children);

/// <summary>The status that a footnote begins with. It is part of the text.</summary>
public sealed record StatusLabel(FootnoteStatus Status) : Inline
{
    public override string Text => $"{Status.Label}.";
}

/// <summary>A citation of a source, rendered as a link to the list of sources. Its short form is part of the text.</summary>
public sealed record Citation(Source Source) : Inline
{
    public override string Text => Source.ShortForm;
}

/// <summary>A reference to a footnote from another text of the editor's, such as another footnote: a link with words, which are part of the text.</summary>
/// <param name="Label">The footnote's label.</param>
/// <param name="Number">The footnote's number.</param>
public sealed record NoteLink(string Label, int Number) : Inline
{
    /// <summary>The word before the number: <c>note</c>, or in a list of several <c>notes</c> at the first and none at the others.</summary>
    public string Noun { get; init; } = "note";

    public override string Text => Noun.Length > 0 ? $"{Noun} {Number}" : $"{Number}";

    /// <summary>Makes lists of references: not "note 3, note 5 and note 8" but "notes 3, 5 and 8".</summary>
    internal static ImmutableArray<Inline> JoinLists(ImmutableArray<Inline> inlines)
    {
        var joined = inlines.ToBuilder();
        for (var i = 2; i < joined.Count; i++)
        {
            if (joined[i] is NoteLink next && joined[i - 1] is Words { Value: ", " or " and " or ", and " } && joined[i - 2] is NoteLink before)
            {
                joined[i] = next with { Noun = "" };
                joined[i - 2] = before.Noun.Length > 0 ? before with { Noun = "notes" } : before;
            }
        }

        return joined.ToImmutable();
    }
}

/// <summary>A reference to a footnote. It is apparatus: on the page, but not in the text.</summary>
/// <param name="Label">The footnote's label.</param>
/// <param name="Number">The footnote's number.</param>
/// <param name="Occurrence">Which of the footnote's references this is, counted from 1.</param>
public sealed record FootnoteReference(string Label, int Number, int Occurrence) : Inline
{
    public override string Text => "";

    /// <summary>The reference's own id, to which the footnote links back.</summary>
    public string Id => Occurrence == 1 ? $"ref-{Label}" : $"ref-{Label}-{Occurrence}";
}
