using System.Text.Json;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Revisions;
using static SinoRussia.Web.WebAnnotation.Json;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>Finds the words that another program means by a target and its selectors (Web Annotation Data Model §4).</summary>
/// <remarks>Several selectors of one target are alternatives, and the one that is understood best is used. A selector with a refinement
/// means only the words inside it, never the whole.</remarks>
internal sealed class TargetParser(Essay essay, RevisionTexts texts, CurrentAnchors anchors, SiteAddress site)
{
    public const string RevisionsPath = "/revisions/";

    private static readonly string[] Known = ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"];

    public async Task<(Target? Target, Refusal? Refusal)> ReadAsync(JsonElement target, CancellationToken cancellation)
    {
        if (!IsHere(SourceOf(target)))
        {
            return (null, Unreadable($"The target's source is another text than this site's essay ({site.Root}/)."));
        }

        var selectors = Members(target, "selector");
        if (selectors.Find(selector => Has(selector, "type", "TextPositionSelector") && PositionIn(selector) is null) is { ValueKind: not JsonValueKind.Undefined })
        {
            return (null, Unreadable("A TextPositionSelector needs start and end: whole numbers of characters (code points), start before end."));
        }

        // Selectors that quote words come before those that give positions, and selectors without refinement come before those with one.
        var (best, isRefined) = selectors.Where(selector => Known.Any(type => Has(selector, "type", type)))
            .Select(selector => (Selector: selector, IsRefined: Members(selector, "refinedBy").Count > 0))
            .OrderBy(known => known.IsRefined && !Has(known.Selector, "type", "FragmentSelector"))
            .ThenBy(known => Array.FindIndex(Known, type => Has(known.Selector, "type", type)))
            .FirstOrDefault();
        var found = best.ValueKind == JsonValueKind.Undefined
            ? selectors.Count == 0 ? OfFragment(SourceOf(target)?.Split('#', 2) is [_, var own] ? own : null) : null
            : await OfAsync(best, target, selectors, cancellation);
        if (found is null)
        {
            return (null, Unreadable("The target needs a TextQuoteSelector, a TextPositionSelector in a revision that this site knows, or the fragment of a paragraph."));
        }

        if (!isRefined)
        {
            return (found, null);
        }

        return (await anchors.LocateAsync(found, cancellation)).Passage is { } outer && Refined(best, outer) is { } inner
            ? (Anchoring.Describe(essay.Text, essay.Revision, inner), null)
            : (null, Refusal.PassageNotFound);
    }

    private async Task<Target?> OfAsync(JsonElement selector, JsonElement target, List<JsonElement> selectors, CancellationToken cancellation)
    {
        if (Has(selector, "type", "FragmentSelector"))
        {
            return OfFragment(Text(selector, "value"));
        }

        var position = selectors.Find(other => Has(other, "type", "TextPositionSelector") && Members(other, "refinedBy").Count == 0);
        var place = await OfPositionAsync(Has(selector, "type", "TextPositionSelector") ? selector : position, target, cancellation);
        return Has(selector, "type", "TextPositionSelector") ? place
            : Text(selector, "exact") is { Length: > 0 } ? QuoteIn(selector, place?.Position, place?.Revision)
            : place;
    }

    // The words at a position, if it refers to a revision that this site has.
    private async Task<Target?> OfPositionAsync(JsonElement selector, JsonElement target, CancellationToken cancellation)
    {
        if (PositionIn(selector) is not var (start, end))
        {
            return null;
        }

        var revision = Members(target, "state").Select(state => RevisionOf(Text(state, "cached"))).FirstOrDefault(known => known is not null)
            ?? RevisionOf(SourceOf(target)) ?? essay.Revision;
        return (revision == essay.Revision ? texts.Of(essay) : await texts.FindAsync(essay, revision, cancellation)) is { } text && end <= text.Text.Length
            ? await anchors.DescribeAsync(revision, text.Points.ToUtf16(start), text.Points.ToUtf16(end), cancellation)
            : null;
    }

    private Target? OfFragment(string? id) => id is not null && essay.FindElement(id) is { } element
        ? Anchoring.Describe(essay.Text, essay.Revision, new Passage(element.Start, element.End))
        : null;

    // The refinement within a passage of the current essay. The first alternative that leads to a result is used.
    private Passage? Refined(JsonElement selector, Passage outer)
    {
        var inside = Members(selector, "refinedBy");
        return inside.Count == 0 ? outer : inside
            .Select(inner => Within(inner, outer) is { } found ? Refined(inner, found) : null)
            .FirstOrDefault(found => found is not null);
    }

    private Passage? Within(JsonElement selector, Passage outer)
    {
        var text = essay.TextOf(outer);
        var found = Has(selector, "type", "TextQuoteSelector") && Text(selector, "exact") is { Length: > 0 } exact ? Only(text, exact) ?? Anchoring.Locate(text, "", QuoteIn(selector, null, null)).Passage
            : Has(selector, "type", "TextPositionSelector") && PositionIn(selector) is var (start, end) && new CodePoints(text) is var points && points.ToUtf16(end) <= text.Length
                ? new Passage(points.ToUtf16(start), points.ToUtf16(end))
            : Has(selector, "type", "FragmentSelector") && essay.FindElement(Text(selector, "value") ?? "") is { } element && element.Start >= outer.Start && element.End <= outer.End
                ? new Passage(element.Start - outer.Start, element.End - outer.Start)
            : null;
        return found is { } inner ? new Passage(outer.Start + inner.Start, outer.Start + inner.End) : null;
    }

    // A few words cannot be located reliably in a whole essay, but they can within a passage that contains them once.
    private static Passage? Only(string text, string exact) =>
        text.IndexOf(exact, StringComparison.Ordinal) is var first and >= 0 && text.IndexOf(exact, first + 1, StringComparison.Ordinal) < 0 ? new Passage(first, first + exact.Length) : null;

    private static Target QuoteIn(JsonElement selector, TextPositionSelector? position, string? revision) => new()
    {
        Quote = new TextQuoteSelector { Exact = Text(selector, "exact") ?? "", Prefix = Text(selector, "prefix") ?? "", Suffix = Text(selector, "suffix") ?? "" },
        Position = position ?? TextPositionSelector.Unknown,
        Revision = revision,
    };

    private static (int Start, int End)? PositionIn(JsonElement selector) =>
        Number(selector, "start") is { } start && Number(selector, "end") is { } end && start < end ? (start, end) : null;

    private static string? SourceOf(JsonElement target) => target.ValueKind switch
    {
        JsonValueKind.String => target.GetString(),
        JsonValueKind.Object => Members(target, "source") is [var source, ..] ? SourceOf(source) : Text(target, "id"),
        _ => null,
    };

    private bool IsHere(string? source) =>
        source is not null && Uri.TryCreate(new Uri($"{site.Root}/"), source, out var address)
        && address.GetLeftPart(UriPartial.Path).StartsWith($"{site.Root}/", StringComparison.Ordinal);

    private static string? RevisionOf(string? address) =>
        address?.LastIndexOf(RevisionsPath, StringComparison.Ordinal) is { } at and >= 0 ? address[(at + RevisionsPath.Length)..] : null;
}
