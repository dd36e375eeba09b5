namespace SinoRussia.Essays.Anchors;

/// <summary>Where a target stands in a text, how it was found and how sure that is.</summary>
/// <param name="State">What a reader is told about the mark.</param>
/// <param name="Passage">Where to paint it; <see langword="null"/> exactly when it is <see cref="AnchorState.Detached"/>.</param>
/// <param name="Method">How the passage was found.</param>
/// <param name="Score">How alike the found words and the marked ones are, from 0 to 1; 0 when detached.</param>
public sealed record Anchor(AnchorState State, Passage? Passage, AnchorMethod Method, double Score)
{
    public static Anchor Detached(AnchorMethod method) => new(AnchorState.Detached, null, method, 0);
}

public enum AnchorState
{
    /// <summary>The same words in the same place, as far as a reader can tell.</summary>
    Exact,

    /// <summary>The same words elsewhere, or words lightly edited.</summary>
    Moved,

    /// <summary>The words are gone; the mark keeps its quotation and waits for them.</summary>
    Detached,
}

public enum AnchorMethod
{
    /// <summary>The text is the one the mark was made on.</summary>
    Position,

    /// <summary>Through the alignment with the text the mark was made on.</summary>
    Alignment,

    /// <summary>By its quotation alone.</summary>
    Quotation,
}
