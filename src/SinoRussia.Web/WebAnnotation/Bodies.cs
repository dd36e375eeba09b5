using System.Text.Json;
using System.Text.Json.Nodes;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using static SinoRussia.Web.WebAnnotation.Json;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>The bodies of another program's annotation, converted to a note and tags.</summary>
/// <param name="Note">The text of all comments, or <see langword="null"/>.</param>
/// <param name="OfNote">Other members of the comment, such as its language.</param>
/// <param name="OfTags">The same for each tag.</param>
/// <param name="Others">Bodies that are neither comments nor tags: pictures, addresses, choices.</param>
internal sealed record Bodies(string? Note, JsonObject OfNote, IReadOnlyList<string> Tags, JsonObject OfTags, IReadOnlyList<JsonElement> Others)
{
    private static readonly Refusal SeveralComments = new(
        "several-comments",
        "Several comments become one note here, so the language, format or creator of each would be lost. Send one annotation for each.");

    public static (Bodies? Bodies, Refusal? Refusal) Read(JsonElement annotation)
    {
        var bodies = Members(annotation, "body");
        if (bodies.Exists(body => body.ValueKind is not (JsonValueKind.Object or JsonValueKind.String))
            || Members(annotation, "bodyValue").Exists(value => value.ValueKind != JsonValueKind.String))
        {
            return (null, Unreadable("A body must be an object or an address. For text, use a TextualBody with a value."));
        }

        var (tags, rest) = (bodies.FindAll(IsTag), bodies.FindAll(body => !IsTag(body)));
        var comments = rest.FindAll(IsComment);
        List<string> words =
        [
            .. comments.Select(body => body.ValueKind == JsonValueKind.String ? body.GetString()! : Text(body, "value")!), // every comment has text
            .. Members(annotation, "bodyValue").Select(value => value.GetString()!), // strings, as checked above
        ];
        words.RemoveAll(string.IsNullOrWhiteSpace);
        var ofComments = comments.ConvertAll(OfComment);
        if (words.Count > 1 && ofComments.Exists(members => members.Count > 0))
        {
            return (null, SeveralComments);
        }

        var ofTags = new JsonObject();
        foreach (var tag in tags)
        {
            var members = OtherMembers.Rest(tag, "value");
            OtherMembers.RemoveIf(members, "type", "TextualBody");
            OtherMembers.RemoveIf(members, "purpose", "tagging");
            foreach (var name in members.Count == 0 ? [] : TagList.Of([Text(tag, "value")]))
            {
                ofTags[name] = members.DeepClone();
            }
        }

        return (new Bodies(
            words.Count == 0 ? null : string.Join("\n\n", words),
            words.Count == 0 ? [] : ofComments.Find(members => members.Count > 0) ?? [],
            [.. tags.Select(tag => Text(tag, "value")!)], // every tag has a value
            ofTags,
            rest.FindAll(body => !IsComment(body))), null);
    }

    private static bool IsTag(JsonElement body) => IsTextual(body) && Has(body, "purpose", "tagging");

    // In the data model, a body that is a string is an address. If it is not a valid address, the sender probably meant it as text.
    private static bool IsComment(JsonElement body) =>
        body.ValueKind == JsonValueKind.String ? !Uri.TryCreate(body.GetString(), UriKind.Absolute, out _) : IsTextual(body);

    private static bool IsTextual(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && Text(body, "value") is not null && (!body.TryGetProperty("type", out _) || Has(body, "type", "TextualBody"));

    private static JsonObject OfComment(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var members = OtherMembers.Rest(body, "value");
        OtherMembers.RemoveIf(members, "type", "TextualBody");
        OtherMembers.RemoveIf(members, "purpose", "commenting");
        OtherMembers.RemoveIf(members, "format", WebAnnotations.NoteFormat);
        return members;
    }
}
