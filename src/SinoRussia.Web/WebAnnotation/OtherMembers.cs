using System.Text.Json;
using System.Text.Json.Nodes;
using static SinoRussia.Web.WebAnnotation.Json;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>The members of another program's annotation for which this site has no field. They are stored as they came and sent back with the rest.</summary>
/// <remarks>
/// For example <c>canonical</c>, <c>via</c>, <c>creator</c>, <c>rights</c>, another motivation, the language and format of a body, and bodies
/// that are pictures or addresses. The Web Annotation Protocol (§5.1) asks to keep <c>canonical</c>, and to turn a foreign <c>id</c> into
/// <c>via</c>. Stored as one JSON object: <c>annotation</c>, <c>note</c> and <c>target</c> hold the members besides our own, <c>tags</c> holds
/// them by tag, and <c>bodies</c> holds the bodies that are neither a note nor a tag. Members that the site sets itself (<c>created</c>,
/// <c>modified</c>, selectors, styles) are not stored.
/// </remarks>
internal static class OtherMembers
{
    private static readonly string[] OfTarget = ["source", "selector", "state", "styleClass"];
    private static readonly string[] OfAnnotation = ["id", "body", "bodyValue", "target", "created", "modified", "stylesheet"];

    // What this site says about who can see an annotation is not kept as a member of it: it would go on saying so.
    public const string OurAudience = "Whoever has the link";

    /// <returns>The JSON object, or <see langword="null"/> if there is nothing to store.</returns>
    public static string? Of(JsonElement annotation, JsonElement target, Bodies bodies, string? foreignId)
    {
        var kept = new JsonObject();
        var members = Rest(annotation, OfAnnotation);
        RemoveIf(members, "@context", WebAnnotations.Context);
        RemoveIf(members, "type", "Annotation");
        if ((members["audience"] as JsonObject)?["schema:audienceType"] is JsonValue audience && audience.TryGetValue<string>(out var said) && said == OurAudience)
        {
            members.Remove("audience");
        }

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
                kept[name] = new JsonObject(json.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))); // sorted, so that equal members give equal text
            }
        }
    }

    /// <summary>Adds the stored members to what the site writes. If both have a member, such as the motivation, the stored one is used.</summary>
    public static void AddTo(JsonObject json, string name, JsonObject? kept)
    {
        foreach (var (member, value) in kept?[name] as JsonObject ?? [])
        {
            json[member] = value?.DeepClone();
        }
    }

    public static JsonObject? Parse(string? stored) => stored is null ? null : JsonNode.Parse(stored) as JsonObject;

    /// <summary>All members except these.</summary>
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
