using SinoRussia.Essays;

namespace SinoRussia.Web.Sharing;

/// <summary>What the head of the page says about this edition.</summary>
internal static class Imprint
{
    public static string Minutes(Essay essay) => ReadingTime.MinutesOf(essay) is var minutes && minutes == 1 ? "1 minute" : $"{minutes} minutes";

    public static string Footnotes(Essay essay) => essay.Footnotes.Length == 1 ? "1 footnote" : $"{essay.Footnotes.Length} footnotes";

    /// <summary>The statuses that footnotes have, each with its number: <c>6 corrections</c>. Statuses that pages do not count are left out.</summary>
    public static IReadOnlyList<(FootnoteStatus Status, string Text)> CountsOf(Essay essay) =>
    [
        .. FootnoteStatus.All
            .Select(status => (status, Count: essay.Footnotes.Count(footnote => footnote.Status == status)))
            .Where(counted => counted is { Count: > 0, status.Nouns: not null })
            .Select(counted => (counted.status, $"{counted.Count} {(counted.Count == 1 ? counted.status.Nouns!.Value.One : counted.status.Nouns!.Value.Several)}")),
    ];
}
