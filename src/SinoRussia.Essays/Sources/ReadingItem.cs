namespace SinoRussia.Essays.Sources;

/// <summary>A work of the list of further reading.</summary>
/// <param name="Part">The heading that it is listed under.</param>
/// <param name="Work">One of the sources, or a work that only this list names.</param>
/// <param name="IsSource">Whether <paramref name="Work"/> is one of the sources.</param>
/// <param name="Comment">The editor's comment, or <see langword="null"/>.</param>
public sealed record ReadingItem(string Part, Source Work, bool IsSource, string? Comment);
