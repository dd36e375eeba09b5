using System.Collections.Immutable;

namespace SinoRussia.Essays.Sources;

/// <summary>What kind of work a source is, so that readers can judge what rests on it.</summary>
/// <param name="Name">As the list of sources and pages write it.</param>
/// <param name="Plural">The name of several.</param>
/// <param name="Meaning">What it means, in words for readers.</param>
public sealed record SourceKind(string Name, string Plural, string Meaning)
{
    /// <summary>All kinds in the order in which pages list them.</summary>
    public static readonly ImmutableArray<SourceKind> All =
    [
        new("document", "documents", "a treaty, statement, statistic or transcript, also in an archive of documents, or an institution’s page about itself"),
        new("scholarship", "scholarship", "a work of research"),
        new("press", "press", "a report or comment in the press"),
        new("reference work", "reference works", "an encyclopaedia or the like, which rests on other works"),
        new("re-post", "re-posts", "a copy on a site that is neither the publisher’s nor an archive"),
    ];

    /// <summary>The kind with this name, or <see langword="null"/> when there is none.</summary>
    public static SourceKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
