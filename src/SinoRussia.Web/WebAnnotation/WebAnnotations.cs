using System.Text.Json.Nodes;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>Writes annotations for other programs: the W3C Web Annotation Data Model (Recommendation of 23 February 2017) in JSON-LD.</summary>
/// <remarks>
/// A passage is given by its quotation, and by its position in code points in one revision. <c>cached</c> is the address of that revision's
/// text. The colour is the target's <c>styleClass</c> in the annotation's <c>stylesheet</c>. The rest of the application does not use this format.
/// </remarks>
internal sealed class WebAnnotations(Essay essay, RevisionTexts texts, SiteAddress site)
{
    public const string Context = "http://www.w3.org/ns/anno.jsonld";

    public const string NoteFormat = "text/markdown";

    public string ContainerAddress => $"{site.Root}/annotations/";

    public string AddressOf(Guid id) => $"{ContainerAddress}{id:D}";

    public static string MotivationOf(string? note) => note is null ? "highlighting" : "commenting";

    public async Task<JsonObject> WriteAsync(Annotation annotation, CancellationToken cancellation)
    {
        var others = OtherMembers.Parse(annotation.OtherMembers);
        var json = new JsonObject
        {
            ["@context"] = Context,
            ["id"] = AddressOf(annotation.Id),
            ["type"] = "Annotation",
            ["motivation"] = MotivationOf(annotation.Note),
            ["created"] = Moment(annotation.CreatedAt),
            ["modified"] = Moment(annotation.ModifiedAt),
            ["stylesheet"] = $"{site.Root}{MarkStylesheet.Path}",
        };
        OtherMembers.AddTo(json, "annotation", others);
        if (annotation.Visibility == Visibility.Link)
        {
            json["audience"] = new JsonObject { ["type"] = "schema:Audience", ["schema:audienceType"] = OtherMembers.OurAudience };
        }

        var bodies = new List<JsonNode>();
        if (annotation.Note is { } note)
        {
            var body = new JsonObject { ["type"] = "TextualBody", ["purpose"] = "commenting", ["format"] = NoteFormat, ["value"] = note };
            OtherMembers.AddTo(body, "note", others);
            bodies.Add(body);
        }

        foreach (var tag in annotation.Tags)
        {
            var body = new JsonObject { ["type"] = "TextualBody", ["purpose"] = "tagging", ["value"] = tag };
            OtherMembers.AddTo(body, tag, others?["tags"] as JsonObject);
            bodies.Add(body);
        }

        bodies.AddRange((others?["bodies"] as JsonArray ?? []).OfType<JsonNode>().Select(other => other.DeepClone()));
        if (bodies.Count > 0)
        {
            json["body"] = bodies is [var only] ? only : new JsonArray([.. bodies]);
        }

        json["target"] = await WriteTargetAsync(annotation, cancellation);
        OtherMembers.AddTo((JsonObject)json["target"]!, "target", others); // not null: set above
        return json;
    }

    private async Task<JsonObject> WriteTargetAsync(Annotation annotation, CancellationToken cancellation)
    {
        var quote = QuoteInPage.Of(essay, annotation);
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
            ["styleClass"] = HighlightMapping.CssName(annotation.Colour),
            ["selector"] = selectors,
        };
        if (annotation.Target is { Revision: { } revision, Position.Passage: { } place } && await texts.FindAsync(essay, revision, cancellation) is { } text && place.End <= text.Text.Length)
        {
            selectors.Add((JsonNode)new JsonObject
            {
                ["type"] = "TextPositionSelector",
                ["start"] = text.Points.FromUtf16(place.Start),
                ["end"] = text.Points.FromUtf16(place.End),
            });
            target["state"] = new JsonObject { ["type"] = "TimeState", ["cached"] = $"{site.Root}{TargetParser.RevisionsPath}{revision}" };
        }

        return target;
    }

    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
}
