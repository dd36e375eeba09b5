using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>The essay and what stands beside it in its folder: all of one state, for its parts name one another.</summary>
/// <param name="Essay">The text and its notes.</param>
/// <param name="Sources">What the notes cite; empty when the folder has no such file.</param>
/// <param name="Reading">Further reading; empty when the folder has no such file.</param>
public sealed record Edition(Essay Essay, SourceList Sources, ImmutableArray<ReadingItem> Reading);
