namespace SinoRussia.Essays.Sources;

/// <summary>A work to read further.</summary>
/// <param name="Part">The heading it stands under.</param>
/// <param name="Work">One of the sources, or a work that only this list names.</param>
/// <param name="IsSource">Whether <paramref name="Work"/> is one of the sources.</param>
/// <param name="Comment">What it is good for.</param>
public sealed record ReadingItem(string Part, Source Work, bool IsSource, string? Comment);
