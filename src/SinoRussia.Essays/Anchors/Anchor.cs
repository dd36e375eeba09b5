namespace SinoRussia.Essays.Anchors;

/// <summary>Where a target is in a text, how it was found and how much of it was found.</summary>
/// <param name="State">Whether the words are the same, moved or gone.</param>
/// <param name="Passage">The passage to highlight, in UTF-16 code units; <see langword="null"/> exactly when it is <see cref="AnchorState.Detached"/>.</param>
/// <param name="Method">How the passage was found.</param>
/// <param name="Score">How alike the found words and the marked ones are, from 0 to 1: the share of the marked words' bits that was found; 0 when detached.</param>
public sealed record Anchor(AnchorState State, Passage? Passage, AnchorMethod Method, double Score)
{
    public static Anchor Detached(AnchorMethod method) => new(AnchorState.Detached, null, method, 0);
}

public enum AnchorState
{
    /// <summary>The same words in the same order of the text, apart from white space and the style of quotes and dashes.</summary>
    Exact,

    /// <summary>The same words elsewhere, or edited words.</summary>
    Moved,

    /// <summary>The words are gone. The mark keeps its quotation and is looked for in later revisions, too.</summary>
    Detached,
}

public enum AnchorMethod
{
    /// <summary>At its position: the text is the one that the mark was made on.</summary>
    Position,

    /// <summary>Along the alignment with the text that the mark was made on.</summary>
    Alignment,

    /// <summary>By its quotation alone.</summary>
    Quotation,
}
