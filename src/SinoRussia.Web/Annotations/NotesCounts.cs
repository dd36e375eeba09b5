using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>How many annotations each choice of the filter would show, if it replaced the choice of its own kind and the others stayed.</summary>
internal sealed class NotesCounts
{
    private readonly Dictionary<HighlightColour, int> colours = [];
    private readonly Dictionary<string, int> tags = new(TagList.Comparer);

    /// <summary>Annotations with a note.</summary>
    public int Notes { get; private set; }

    /// <summary>Annotations without a note.</summary>
    public int Highlights { get; private set; }

    /// <summary>The tags by how often the reader used them, those used most first.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <param name="all">All of the reader's annotations.</param>
    /// <param name="others">Those of them that fit the filter apart from its choices (<see cref="NotesFilter.WithoutChoices"/>).</param>
    public static NotesCounts Of(IReadOnlyList<Annotation> all, IReadOnlyList<Annotation> others, NotesFilter filter)
    {
        var counts = new NotesCounts { Tags = [.. all.SelectMany(a => a.Tags).CountBy(tag => tag, TagList.Comparer).OrderByDescending(tag => tag.Value).Select(tag => tag.Key)] };
        foreach (var annotation in others)
        {
            counts.Add(annotation, filter);
        }

        return counts;
    }

    public int Of(HighlightColour colour) => colours.GetValueOrDefault(colour);

    public int Of(string tag) => tags.GetValueOrDefault(tag);

    private void Add(Annotation annotation, NotesFilter filter)
    {
        var (isColour, isTag, isKind) = (filter.FitsColour(annotation), filter.FitsTag(annotation), filter.FitsKind(annotation));
        if (isTag && isKind)
        {
            colours[annotation.Colour] = Of(annotation.Colour) + 1;
        }

        if (isColour && isKind)
        {
            foreach (var tag in annotation.Tags)
            {
                tags[tag] = Of(tag) + 1;
            }
        }

        if (isColour && isTag && annotation.Note is not null)
        {
            Notes++;
        }
        else if (isColour && isTag)
        {
            Highlights++;
        }
    }
}
