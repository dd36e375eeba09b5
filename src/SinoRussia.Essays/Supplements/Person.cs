using System.Collections.Immutable;

namespace SinoRussia.Essays.Supplements;

/// <summary>A person whom the essay names or refers to without a name.</summary>
/// <param name="Key">The id on the page of people.</param>
/// <param name="Name">The name in its correct spelling.</param>
/// <param name="Role">The person's role at the time of the essay.</param>
/// <param name="Remark">Who the person is, in a few neutral sentences.</param>
public sealed record Person(string Key, string Name, string Role, string Remark)
{
    /// <summary>The heading that the person is listed under, or <see langword="null"/>.</summary>
    public string? Group { get; init; }

    /// <summary>The name as the index lists it: <c>Friedman, George</c>.</summary>
    public required string Indexed { get; init; }

    /// <summary>The years of birth and death as the editor wrote them, or <see langword="null"/>.</summary>
    public string? Lived { get; init; }

    /// <summary>The forms of the name that are looked for in the text.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Misspelled forms in the essay, which are looked for, too.</summary>
    public ImmutableArray<string> Misprints { get; init; } = [];

    /// <summary>The ids of the paragraphs that refer to the person without the name.</summary>
    public ImmutableArray<string> Meant { get; init; } = [];
}
