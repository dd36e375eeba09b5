using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>The essay and the other files of its folder, all read at the same time, because they refer to each other.</summary>
/// <param name="Essay">The text, its footnotes and its supplements.</param>
/// <param name="Sources">The works that footnotes and supplements cite; empty when the folder has no such file.</param>
/// <param name="Reading">Further reading; empty when the folder has no such file.</param>
public sealed record Edition(Essay Essay, SourceList Sources, ImmutableArray<ReadingItem> Reading);
