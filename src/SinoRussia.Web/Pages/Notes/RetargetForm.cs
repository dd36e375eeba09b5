using SinoRussia.Essays;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>Other words that a mark can be moved to without script: the sentences of a paragraph, or a word more or less at either end.</summary>
/// <param name="Card">The mark.</param>
/// <param name="Surrounding">The paragraph whose sentences are offered.</param>
internal sealed record RetargetForm(NoteCard Card, Element Surrounding)
{
    public IEnumerable<Passage> Sentences => Surrounding.Blocks.SelectMany(Essays.Sentences.In);

    /// <summary>The name of each one-word step, and the passage that it leads to.</summary>
    public IEnumerable<(string Name, Passage Passage)> Steps => Card.Annotation.Anchor.Passage is not { } now
        ? []
        : new (string Name, Passage? Passage)[]
        {
            ("One word more at the beginning", PassageSteps.MoreBefore(Card.Essay.Text, now)),
            ("One word less at the beginning", PassageSteps.LessBefore(Card.Essay.Text, now)),
            ("One word less at the end", PassageSteps.LessAfter(Card.Essay.Text, now)),
            ("One word more at the end", PassageSteps.MoreAfter(Card.Essay.Text, now)),
        }.Where(step => step.Passage is not null).Select(step => (step.Name, step.Passage!.Value)); // null was filtered out

    /// <summary>All paragraphs whose sentences the reader could choose from.</summary>
    public IEnumerable<Element> Paragraphs => Card.Essay.Elements;
}
