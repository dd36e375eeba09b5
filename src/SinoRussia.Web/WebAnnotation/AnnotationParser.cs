using System.Text.Json;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;
using static SinoRussia.Web.WebAnnotation.Json;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>Parses an annotation from another program into what this site stores.</summary>
internal sealed class AnnotationParser(TargetParser targets, WebAnnotations web)
{
    /// <summary>What the program asks to store, or why it cannot be understood or stored completely. The content itself is not checked here.</summary>
    /// <param name="id">The id in the request's address or Slug header, or <see langword="null"/>.</param>
    public async Task<(NewAnnotation? Requested, Refusal? Refusal)> ReadAsync(JsonElement json, Guid? id, CancellationToken cancellation)
    {
        if (!Has(json, "type", "Annotation"))
        {
            return (null, Unreadable(json.ValueKind == JsonValueKind.Object && json.TryGetProperty("@graph", out _)
                ? "It is a graph. Send each annotation in it by itself."
                : $"It is not an object with the type Annotation, in the terms of {WebAnnotations.Context}."));
        }

        if (Members(json, "target") is not [var target])
        {
            return (null, Unreadable("It needs one target; for several, send an annotation for each."));
        }

        var own = OwnId(Text(json, "id"));
        if (id is not null && own is not null && id != own)
        {
            return (null, Unreadable("Its id is another than the one in the request."));
        }

        var (bodies, refusal) = Bodies.Read(json);
        if (bodies is null)
        {
            return (null, refusal);
        }

        var (words, unclear) = await targets.ReadAsync(target, cancellation);
        if (words is null)
        {
            return (null, unclear);
        }

        var others = OtherMembers.Of(json, target, bodies, own is null ? Text(json, "id") : null);
        return others?.Length > Limits.OtherMembers
            ? (null, new Refusal("too-much-besides", $"Besides its words and tags it has {others.Length:N0} characters of other members, and {Limits.OtherMembers:N0} can be kept. Leave some out."))
            : (new NewAnnotation(id ?? own, words, ColourOf(target), bodies.Note, bodies.Tags) { OtherMembers = others }, null);
    }

    // An unknown style of another program is no reason to refuse the annotation.
    private static HighlightColour ColourOf(JsonElement target) =>
        Members(target, "styleClass").Where(name => name.ValueKind == JsonValueKind.String)
            .SelectMany(names => names.GetString()!.Split(' ')).Select(HighlightColours.Find).FirstOrDefault(colour => colour is not null) ?? default; // only strings are left

    private Guid? OwnId(string? id) => id is not null
        && Guid.TryParseExact(id.Split('/', ':')[^1], "D", out var known)
        && (id.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) || id == web.AddressOf(known)) ? known : null;
}
