using System.Text.Json;
using System.Text.Json.Nodes;
using static SinoRussia.Web.WebAnnotation.Json;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>What another program's annotation says that this site has no place of its own for: kept as it came, and given back with the rest.</summary>
/// <remarks>
/// Such as <c>canonical</c>, <c>via</c>, <c>creator</c>, <c>rights</c>, another motivation, a body's language and format, and bodies that are
/// pictures or addresses. The Web Annotation Protocol (§5.1) asks that <c>canonical</c> be kept and that a foreign <c>id</c> become <c>via</c>.
/// Stored as one JSON object: <c>annotation</c>, <c>note</c> and <c>target</c> have the members beside our own, <c>tags</c> the same by tag,
/// <c>bodies</c> those that are neither a note nor a tag. What the site decides itself (<c>created</c>, <c>modified</c>, selectors,
/// styles) is not among them.
/// </remarks>
internal static class OtherMembers
{
    private static readonly string[] OfTarget = ["source", "selector", "state", "styleClass"];
    private static readonly string[] OfAnnotation = ["id", "body", "bodyValue", "target", "created", "modified", "stylesheet"];

    /// <returns>The JSON object, or <see langword="null"/> when there is nothing to keep.</returns>
    public static string? Of(JsonElement annotation, JsonElement target, Bodies bodies, string? foreignId)
    {
        var kept = new JsonObject();
        var members = Rest(annotation, OfAnnotation);
        RemoveIf(members, "@context", WebAnnotations.Context);
        RemoveIf(members, "type", "Annotation");
        RemoveIf(members, "motivation", WebAnnotations.MotivationOf(bodies.Note));
        if (foreignId is not null)
        {
            var via = new JsonArray([.. Members(annotation, "via").Where(one => one.ValueKind != JsonValueKind.String || one.GetString() != foreignId).Select(NodeOf), foreignId]);
            members["via"] = via.Count == 1 ? foreignId : via;
        }

        Put("annotation", members);
        var place = target.ValueKind == JsonValueKind.Object ? Rest(target, target.TryGetProperty("source", out _) ? OfTarget : [.. OfTarget, "id"]) : [];
        RemoveIf(place, "type", "SpecificResource");
        Put("target", place);
        Put("note", bodies.OfNote);
        Put("tags", bodies.OfTags);
        if (bodies.Others.Count > 0)
        {
            kept["bodies"] = new JsonArray([.. bodies.Others.Select(NodeOf)]);
        }

        return kept.Count == 0 ? null : kept.ToJsonString(JsonLd.Readable);

        void Put(string name, JsonObject json)
        {
            if (json.Count > 0)
            {
                kept[name] = new JsonObject(json.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))); // what says the same is the same
            }
        }
    }

    /// <summary>Adds to what the site itself writes; where both say something, as with a motivation, what the other program said stands.</summary>
    public static void AddTo(JsonObject json, string name, JsonObject? kept)
    {
        foreach (var (member, value) in kept?[name] as JsonObject ?? [])
        {
            json[member] = value?.DeepClone();
        }
    }

    public static JsonObject? Parse(string? stored) => stored is null ? null : JsonNode.Parse(stored) as JsonObject;

    /// <summary>All members but these.</summary>
    public static JsonObject Rest(JsonElement json, params ReadOnlySpan<string> but)
    {
        var rest = new JsonObject();
        foreach (var member in json.EnumerateObject())
        {
            if (!but.Contains(member.Name))
            {
                rest[member.Name] = NodeOf(member.Value);
            }
        }

        return rest;
    }

    public static void RemoveIf(JsonObject json, string name, string value)
    {
        var node = json[name] is JsonArray { Count: 1 } list ? list[0] : json[name];
        if (node is JsonValue only && only.TryGetValue<string>(out var said) && said == value)
        {
            json.Remove(name);
        }
    }

    private static JsonNode? NodeOf(JsonElement json) => JsonNode.Parse(json.GetRawText());
}
