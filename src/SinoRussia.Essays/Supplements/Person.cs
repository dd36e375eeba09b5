using System.Collections.Immutable;

namespace SinoRussia.Essays.Supplements;

/// <summary>Somebody whom the essay names, or who stands behind it unnamed, in the editor's words.</summary>
/// <param name="Key">The address on the people's page.</param>
/// <param name="Name">As it is rightly written.</param>
/// <param name="Role">What the person was at the time of the essay.</param>
/// <param name="Remark">Who that is, in a few neutral sentences.</param>
public sealed record Person(string Key, string Name, string Role, string Remark)
{
    /// <summary>The heading that the person stands under, or <see langword="null"/>.</summary>
    public string? Group { get; init; }

    /// <summary>The years of birth and death, as an editor writes them.</summary>
    public string? Lived { get; init; }

    /// <summary>The forms of the name by which the text is searched.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Forms that the essay prints and that are wrong; the text is searched for them as well.</summary>
    public ImmutableArray<string> Misprints { get; init; } = [];

    /// <summary>The paragraphs that speak of the person without the name.</summary>
    public ImmutableArray<string> Meant { get; init; } = [];
}
