using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>A run of words, or words in a dress.</summary>
public abstract record Inline
{
    /// <summary>What it adds to the counted text; empty for apparatus.</summary>
    public abstract string Text { get; }

    /// <summary>This, and all that is inside it, in reading order.</summary>
    public virtual IEnumerable<Inline> Flattened => [this];
}

/// <summary>Plain words: NFC, white space collapsed.</summary>
public sealed record Words(string Value) : Inline
{
    public override string Text => Value;
}

/// <summary>A line break the author asked for. It counts as one space.</summary>
public sealed record LineBreak : Inline
{
    public override string Text => " ";
}

/// <summary>Words in a dress: emphasis, a link.</summary>
public abstract record FormattedInline(ImmutableArray<Inline> Children) : Inline
{
    public override string Text => string.Concat(Children.Select(child => child.Text));

    public override IEnumerable<Inline> Flattened => Children.SelectMany(child => child.Flattened).Prepend(this);
}

/// <summary>Emphasis, strong emphasis, code and the like.</summary>
public sealed record Styled(string Tag, ImmutableArray<Inline> Children) : FormattedInline(Children);

/// <summary>A link out of the text.</summary>
public sealed record Link(string Href, string? Title, ImmutableArray<Inline> Children) : FormattedInline(Children);

/// <summary>The word that a footnote begins with, where it has a status. It is read, and so it counts.</summary>
public sealed record StatusLabel(FootnoteStatus Status) : Inline
{
    public override string Text => $"{Status.Label}.";
}

/// <summary>A source named in a note. It is read, and so it counts; it leads to the source in the list.</summary>
public sealed record Citation(Source Source) : Inline
{
    public override string Text => Source.ShortForm;
}

/// <summary>A mark in the text that leads to a footnote. Apparatus: it is on the page, but not in the text.</summary>
/// <param name="Label">The footnote's label.</param>
/// <param name="Number">The footnote's number.</param>
/// <param name="Occurrence">Which of the references to that footnote this is, counted from 1.</param>
public sealed record FootnoteReference(string Label, int Number, int Occurrence) : Inline
{
    public override string Text => "";

    /// <summary>The reference's own address, for the way back.</summary>
    public string Id => Occurrence == 1 ? $"ref-{Label}" : $"ref-{Label}-{Occurrence}";
}
