using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Supplements;

/// <summary>Somebody whose words or thoughts the essay gives: its author, or a person whom it quotes or retells.</summary>
/// <param name="Key">The id on the page of speakers.</param>
/// <param name="Name">As pages write it, such as "the essayist".</param>
public sealed record Speaker(string Key, string Name)
{
    /// <summary>The same person in the list of people, or <see langword="null"/>.</summary>
    public Person? Person { get; init; }
}

/// <summary>Paragraphs in a row in which one speaker is heard.</summary>
/// <param name="Paragraphs">Their ids, in reading order.</param>
public sealed record SpokenPassage(Speaker Speaker, ImmutableArray<string> Paragraphs)
{
    /// <summary>The line of its file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>Whether it is known who speaks; otherwise it only appears so.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The work that the passage follows, in a few words; or <see langword="null"/>.</summary>
    public string? After { get; init; }

    public ImmutableArray<Source> Sources { get; init; } = [];

    /// <summary>Who speaks, as pages say it at the start of a line: <c>Apparently Sarah Kirchberger</c>. A narrow page may cut the end of a name, but not this.</summary>
    public string Said => !IsCertain ? $"Apparently {Speaker.Name}" : Speaker.Name is [var first, .. var rest] ? $"{char.ToUpperInvariant(first)}{rest}" : "";
}
