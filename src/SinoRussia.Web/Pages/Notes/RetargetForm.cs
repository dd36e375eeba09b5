using SinoRussia.Essays;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>Other words that a mark may be put on, offered without script: the sentences of a paragraph, or a word more or less at either end.</summary>
/// <param name="Card">The mark.</param>
/// <param name="Surrounding">The paragraph whose sentences are offered.</param>
internal sealed record RetargetForm(NoteCard Card, Element Surrounding)
{
    public IEnumerable<Passage> Sentences => Surrounding.Blocks.SelectMany(Essays.Sentences.In);

    /// <summary>What each step by a word is called, and where it leads.</summary>
    public IEnumerable<(string Name, Passage Passage)> Steps => Card.Annotation.Anchor.Passage is not { } now
        ? []
        : new (string Name, Passage? Passage)[]
        {
            ("One word more at the beginning", PassageSteps.MoreBefore(Card.Essay.Text, now)),
            ("One word less at the beginning", PassageSteps.LessBefore(Card.Essay.Text, now)),
            ("One word less at the end", PassageSteps.LessAfter(Card.Essay.Text, now)),
            ("One word more at the end", PassageSteps.MoreAfter(Card.Essay.Text, now)),
        }.Where(step => step.Passage is not null).Select(step => (step.Name, step.Passage!.Value)); // null was filtered out

    /// <summary>Every paragraph that sentences could be offered from.</summary>
    public IEnumerable<Element> Paragraphs => Card.Essay.Elements;
}
