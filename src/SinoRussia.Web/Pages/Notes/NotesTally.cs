using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>How many annotations the list has, and what it can be narrowed to.</summary>
/// <param name="filter">The choices that are made.</param>
/// <param name="all">All of the reader's annotations.</param>
/// <param name="others">Those of them that fit the filter without its choices of colour, tag and kind.</param>
internal sealed class NotesTally(NotesFilter filter, IReadOnlyList<Annotation> all, IReadOnlyList<Annotation> others)
{
    // Tags that are shown at once. The others open below them.
    private const int MostTagChips = 10;

    // Nobody can choose from a longer list. The search field finds every tag.
    private const int MostTags = 200;

    /// <summary>How many annotations the reader has.</summary>
    public int Total => all.Count;

    /// <summary>How many annotations match the filter.</summary>
    public int Found { get; init; }

    public NotesCounts Counts { get; } = NotesCounts.Of(all, others, filter);

    /// <summary>The tag that is chosen, and those used most.</summary>
    public IReadOnlyList<string> TagChips => field ??= [.. Counts.Tags.Where(tag => TagList.Comparer.Equals(tag, filter.Tag)).Concat(Counts.Tags).Distinct(TagList.Comparer).Take(MostTagChips)];

    /// <summary>Further tags, in alphabetical order.</summary>
    public IReadOnlyList<string> OtherTags => field ??= [.. Counts.Tags.Except(TagChips, TagList.Comparer).Where(tag => Counts.Of(tag) > 0).Take(MostTags).Order(TagList.Comparer)];

    /// <summary>How many there are, in words.</summary>
    public string InWords
    {
        get
        {
            var withNote = all.Count(a => a.Note is not null);
            var passages = Total == 1 ? "1 passage" : $"{Total} passages";
            return (filter.IsNarrow ? $"{Found} of your {passages}" : withNote > 0 ? $"{passages}, {withNote} with a note" : passages) + WhoSees(all.Count(a => a.Visibility != Visibility.Private));
        }
    }

    // A link shows nothing before the reader has a name, so this says only that there is one.
    private string WhoSees(int shown) => shown == 0 ? ". Only you can see them." : shown == Total ? (shown == 1 ? ", with a link." : ", all with a link.") : $", {shown} with a link. Only you can see the others.";

    /// <summary>Choices in the menu that are made: in words, the filter without them, and how many they show, unless they only sort.</summary>
    public IEnumerable<(string Words, NotesFilter Without, int? Count)> OtherChoices(Essay essay)
    {
        if (filter.Kind == NotesKind.Highlight)
        {
            yield return ("Without a note", filter with { Kind = null }, Counts.Highlights);
        }

        if (filter.State is { } state)
        {
            yield return (state switch { AnchorState.Exact => "As it was marked", AnchorState.Moved => "Moved or reworded", _ => "No longer in the essay" }, filter with { State = null }, Found);
        }

        if (filter.Section is { } slug)
        {
            yield return (slug == NotesFilter.Footnotes ? "Footnotes" : essay.FindSection(slug)?.Title ?? slug, filter with { Section = null }, Found);
        }

        if (filter.Order != default)
        {
            yield return (filter.Order == NotesOrder.Newest ? "Newest first" : "Last changed first", filter with { Order = default }, null);
        }
    }
}
