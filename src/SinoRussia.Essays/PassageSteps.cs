namespace SinoRussia.Essays;

/// <summary>Moves an end of a passage by one word. Offsets are UTF-16 code units of the text.</summary>
public static class PassageSteps
{
    /// <summary>The passage with one more word at the start, or <see langword="null"/> when there is no word before it.</summary>
    public static Passage? MoreBefore(string text, Passage passage) =>
        Words(text).LastOrDefault(word => word.Start < passage.Start) is { End: > 0 } word ? new Passage(word.Start, passage.End) : null;

    /// <summary>The passage with one word less at the start, or <see langword="null"/> when no word would be left.</summary>
    public static Passage? LessBefore(string text, Passage passage) =>
        Words(text).FirstOrDefault(word => word.Start > passage.Start) is { End: > 0 } word && word.Start < passage.End ? new Passage(word.Start, passage.End) : null;

    /// <summary>The passage with one word less at the end, or <see langword="null"/> when no word would be left.</summary>
    public static Passage? LessAfter(string text, Passage passage) =>
        Words(text).LastOrDefault(word => word.End < passage.End) is { End: > 0 } word && word.End > passage.Start ? new Passage(passage.Start, word.End) : null;

    /// <summary>The passage with one more word at the end, or <see langword="null"/> when there is no word behind it.</summary>
    public static Passage? MoreAfter(string text, Passage passage) =>
        Words(text).FirstOrDefault(word => word.End > passage.End) is { End: > 0 } word ? new Passage(passage.Start, word.End) : null;

    private static IEnumerable<Token> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Tokens.Of(text).Where(token => token.Kind == TokenKind.Word);
    }
}
