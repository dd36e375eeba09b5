namespace SinoRussia.Essays.Parsing;

/// <summary>Finds what a text by the editor refers to. What there is depends on the text: the essay itself is not known yet while it is read.</summary>
internal interface IReferences
{
    /// <summary>The reference to the footnote with this label. If there is none, it adds a fault.</summary>
    Inline Footnote(string label, int line);

    /// <summary>The part of the essay that a link such as <c>#p13</c> leads to, or <see langword="null"/> when there is none.</summary>
    Element? Place(string id);

    /// <summary>Whether a link may lead to the text in this file, such as <c>text.md</c>. Whether there is such a file is checked later.</summary>
    bool MayLinkTo(string file);
}

/// <summary>The references of the texts beside a parsed essay.</summary>
internal sealed class EssayReferences(Essay essay, Faults faults) : IReferences
{
    public Inline Footnote(string label, int line)
    {
        if (essay.FindFootnote(label) is not { } footnote)
        {
            faults.Add(line, $"The essay has no footnote '{label}'.");
            return new Words("");
        }

        return new NoteLink(label, footnote.Number);
    }

    public Element? Place(string id) => essay.FindParagraph(id) ?? essay.FindSection(id)?.Heading;

    public bool MayLinkTo(string file) => false;
}
