using System.Text.Json;
using System.Text.Json.Nodes;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Annotations.Protocol;

/// <summary>Annotations as other programs write them: the W3C Web Annotation Data Model (Recommendation of 23 February 2017) in JSON-LD.</summary>
/// <remarks>
/// A passage is given by its quotation, and by its position in code points in one revision; <c>cached</c> is where that revision's text is.
/// The colour is the target's <c>styleClass</c>. Inside the application there is none of this: only here.
/// </remarks>
internal sealed class WebAnnotations(Essay essay, RevisionTexts texts, CurrentAnchors anchors, SiteAddress site)
{
    public const string Context = "http://www.w3.org/ns/anno.jsonld";

    private const string RevisionsPath = "/revisions/";

    public string ContainerAddress => $"{site.Root}/annotations/";

    public string AddressOf(Guid id) => $"{ContainerAddress}{id:D}";

    public async Task<JsonObject> WriteAsync(Annotation annotation, CancellationToken cancellation)
    {
        var json = new JsonObject
        {
            ["@context"] = Context,
            ["id"] = AddressOf(annotation.Id),
            ["type"] = "Annotation",
            ["motivation"] = annotation.Note is null ? "highlighting" : "commenting",
            ["created"] = Moment(annotation.CreatedAt),
            ["modified"] = Moment(annotation.ModifiedAt),
        };
        var bodies = new List<JsonNode>();
        if (annotation.Note is { } note)
        {
            bodies.Add(new JsonObject { ["type"] = "TextualBody", ["purpose"] = "commenting", ["format"] = "text/markdown", ["value"] = note });
        }

        bodies.AddRange(annotation.Tags.Select(tag => new JsonObject { ["type"] = "TextualBody", ["purpose"] = "tagging", ["value"] = tag }));
        if (bodies.Count > 0)
        {
            json["body"] = bodies is [var only] ? only : new JsonArray([.. bodies]);
        }

        json["target"] = await WriteTargetAsync(annotation, cancellation);
        return json;
    }

    /// <summary>What a program wishes to keep, or why it cannot be understood. Whether it may be kept is not judged here.</summary>
    public async Task<(NewAnnotation? Wish, Refusal? Refusal)> ReadAsync(JsonElement json, Guid? id, CancellationToken cancellation)
    {
        if (!Says(json, "type", "Annotation"))
        {
            return (null, Unreadable("It is not an object with the type Annotation."));
        }

        if (Members(json, "target") is not [var target])
        {
            return (null, Unreadable("It needs one target."));
        }

        if (!IsHere(SourceOf(target)))
        {
            return (null, Unreadable($"The target's source is another text than this site's essay ({site.Root}/)."));
        }

        if (await ReadTargetAsync(target, cancellation) is not { } passage)
        {
            return (null, Unreadable("The target needs a TextQuoteSelector, a TextPositionSelector in a revision that this site knows, or the fragment of a paragraph."));
        }

        return (new NewAnnotation(id ?? IdOf(json), passage, ColourOf(target), NoteOf(json), TagsOf(json)), null);
    }

    private async Task<JsonObject> WriteTargetAsync(Annotation annotation, CancellationToken cancellation)
    {
        var (quote, position) = (annotation.Target.Quote, annotation.Target.Position);
        var selectors = new JsonArray(new JsonObject
        {
            ["type"] = "TextQuoteSelector",
            ["exact"] = quote.Exact,
            ["prefix"] = quote.Prefix,
            ["suffix"] = quote.Suffix,
        });
        var target = new JsonObject
        {
            ["source"] = $"{site.Root}/",
            ["styleClass"] = Painted.NameOf(annotation.Colour),
            ["selector"] = selectors,
        };
        if (annotation.Target.Revision is { } revision && await texts.FindAsync(revision, cancellation) is { } text)
        {
            var points = new CodePoints(text);
            selectors.Add((JsonNode)new JsonObject
            {
                ["type"] = "TextPositionSelector",
                ["start"] = points.FromUtf16(position.Start),
                ["end"] = points.FromUtf16(position.End),
            });
            target["state"] = new JsonObject { ["type"] = "TimeState", ["cached"] = $"{site.Root}{RevisionsPath}{revision}" };
        }

        return target;
    }

    private async Task<Target?> ReadTargetAsync(JsonElement target, CancellationToken cancellation)
    {
        var selectors = Members(target, "selector");
        var position = await PositionIn(target, selectors, cancellation);
        if (Selector(selectors, "TextQuoteSelector") is { } quote && Text(quote, "exact") is { Length: > 0 } exact)
        {
            return new Target
            {
                Quote = new TextQuoteSelector { Exact = exact, Prefix = Text(quote, "prefix") ?? "", Suffix = Text(quote, "suffix") ?? "" },
                Position = position?.Position ?? new TextPositionSelector { Start = 0, End = 0 },
                Revision = position?.Revision,
            };
        }

        return position ?? (FragmentOf(target, selectors) is { } fragment && essay.FindElement(fragment) is { } element
            ? Anchoring.Describe(essay.Text, essay.Revision, new Passage(element.Start, element.End))
            : null);
    }

    // The words at the position that is given, when it is given in a text that this site has.
    private async Task<Target?> PositionIn(JsonElement target, List<JsonElement> selectors, CancellationToken cancellation)
    {
        if (Selector(selectors, "TextPositionSelector") is not { } position || Number(position, "start") is not { } start || Number(position, "end") is not { } end)
        {
            return null;
        }

        var revision = Members(target, "state").Select(state => RevisionOf(Text(state, "cached"))).FirstOrDefault(known => known is not null) ?? essay.Revision;
        if ((revision == essay.Revision ? essay.Text : await texts.FindAsync(revision, cancellation)) is not { } text || start > text.Length || end > text.Length)
        {
            return null;
        }

        var points = new CodePoints(text);
        return await anchors.DescribeAsync(revision, points.ToUtf16(start), points.ToUtf16(end), cancellation);
    }

    private bool IsHere(string? source) =>
        source is not null && Uri.TryCreate(new Uri($"{site.Root}/"), source, out var address)
        && address.GetLeftPart(UriPartial.Path).StartsWith($"{site.Root}/", StringComparison.Ordinal);

    private Guid? IdOf(JsonElement json) => Text(json, "id") is { } id
        && Guid.TryParseExact(id.Split('/', ':')[^1], "D", out var known)
        && (id.StartsWith("urn:uuid:", StringComparison.Ordinal) || id.StartsWith(ContainerAddress, StringComparison.Ordinal)) ? known : null;

    private static string? SourceOf(JsonElement target) => target.ValueKind switch
    {
        JsonValueKind.String => target.GetString(),
        JsonValueKind.Object => Text(target, "source") ?? Text(target, "id"),
        _ => null,
    };

    private static string? FragmentOf(JsonElement target, List<JsonElement> selectors) =>
        Selector(selectors, "FragmentSelector") is { } fragment ? Text(fragment, "value")
        : SourceOf(target)?.Split('#', 2) is [_, var own] ? own : null;

    private static string? RevisionOf(string? cached) =>
        cached?.LastIndexOf(RevisionsPath, StringComparison.Ordinal) is { } at and >= 0 ? cached[(at + RevisionsPath.Length)..] : null;

    // Another program's style is no reason to refuse its words.
    private static HighlightColour ColourOf(JsonElement target) =>
        HighlightColours.Find(Text(target, "styleClass")) ?? default;

    private static string? NoteOf(JsonElement json)
    {
        var words = Members(json, "body").Where(body => !IsTag(body)).Select(body => body.ValueKind == JsonValueKind.String ? body.GetString() : Text(body, "value"))
            .Append(Text(json, "bodyValue")).Where(note => !string.IsNullOrWhiteSpace(note)).ToList();
        return words.Count == 0 ? null : string.Join("\n\n", words);
    }

    private static List<string> TagsOf(JsonElement json) =>
        [.. Members(json, "body").Where(IsTag).Select(tag => Text(tag, "value")).OfType<string>()];

    private static bool IsTag(JsonElement body) => Says(body, "purpose", "tagging");

    private static JsonElement? Selector(List<JsonElement> selectors, string type)
    {
        var found = selectors.FindIndex(selector => Says(selector, "type", type));
        return found < 0 ? null : selectors[found];
    }

    // In JSON-LD one value and a list of one are the same.
    private static List<JsonElement> Members(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static bool Says(JsonElement json, string name, string value) =>
        Members(json, name).Any(member => member.ValueKind == JsonValueKind.String && member.ValueEquals(value));

    private static string? Text(JsonElement json, string name) =>
        Members(json, name).Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()).FirstOrDefault();

    private static int? Number(JsonElement json, string name) =>
        Members(json, name).Select(value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 ? number : (int?)null).FirstOrDefault();

    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    private static Refusal Unreadable(string why) => new("not-an-annotation", why, StatusCodes.Status400BadRequest);
}
