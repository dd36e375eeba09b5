using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>The reader's annotations for other programs: a container of the W3C Web Annotation Protocol (Recommendation of 23 February 2017).</summary>
internal static class AnnotationContainer
{
    private const int PageLength = 100;
    private const string ContainerMethods = "GET, HEAD, OPTIONS, POST";
    private const string AnnotationMethods = "GET, HEAD, OPTIONS, PUT, DELETE";

    /// <summary>The paths that the container serves.</summary>
    public static IReadOnlyList<PathString> Paths { get; } = ["/annotations", "/revisions"];

    public static void MapAnnotationContainer(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/annotations/", ReadEndpoints.Methods, ListAsync);
        endpoints.MapPost("/annotations/", CreateAsync);
        endpoints.MapMethods("/annotations/", ["OPTIONS"], (HttpResponse response) => Options(response, ContainerMethods));
        endpoints.MapMethods("/annotations/{id:guid}", ReadEndpoints.Methods, GetAsync);
        endpoints.MapPut("/annotations/{id:guid}", ChangeAsync);
        endpoints.MapDelete("/annotations/{id:guid}", DeleteAsync);
        endpoints.MapMethods("/annotations/{id:guid}", ["OPTIONS"], (HttpResponse response) => Options(response, AnnotationMethods));
        endpoints.MapMethods("/revisions/{revision}", ReadEndpoints.Methods, TextAsync);
    }

    private static async Task<Results<JsonLd, ProblemHttpResult>> ListAsync(
        HttpContext context, AnnotationQueries annotations, WebAnnotations web, Essay essay, int? page, int? iris, CancellationToken cancellation)
    {
        var all = await annotations.SummaryAsync(cancellation);
        var prefer = context.Request.Headers["Prefer"].ToString();
        var onlyIris = iris is { } requested ? requested != 0 : prefer.Contains("PreferContainedIRIs", StringComparison.Ordinal);
        var last = Math.Max(0, (all.Count - 1) / PageLength);
        if (page is < 0 || page > last)
        {
            return Problems.NotFound();
        }

        var address = $"{web.ContainerAddress}?iris={(onlyIris ? 1 : 0)}";
        var collection = new JsonObject { ["id"] = address, ["total"] = all.Count };
        if (all.Count > 0)
        {
            collection["modified"] = WebAnnotations.Moment(all.Last);
        }

        JsonObject answer;
        if (page is { } wanted)
        {
            answer = await PageAsync(wanted);
            answer["partOf"] = collection;
            answer.Insert(0, "@context", WebAnnotations.Context);
        }
        else
        {
            answer = collection;
            answer.Insert(0, "@context", new JsonArray(WebAnnotations.Context, "http://www.w3.org/ns/ldp.jsonld"));
            answer["type"] = new JsonArray("BasicContainer", "AnnotationCollection");
            answer["label"] = "My highlights and notes";
            if (all.Count > 0)
            {
                answer["first"] = prefer.Contains("PreferMinimalContainer", StringComparison.Ordinal) ? $"{address}&page=0" : await PageAsync(0);
                answer["last"] = $"{address}&page={last}";
            }
        }

        return new JsonLd(answer, TagOf(all, essay)) { Allow = ContainerMethods, ContentLocation = (string)answer["id"]! }; // both kinds of answer have an id

        async Task<JsonObject> PageAsync(int number)
        {
            var items = new JsonArray();
            foreach (var annotation in await annotations.PageAsync(number * PageLength, PageLength, cancellation))
            {
                items.Add(onlyIris ? web.AddressOf(annotation.Id) : await web.WriteAsync(annotation, cancellation));
            }

            var json = new JsonObject
            {
                ["id"] = $"{address}&page={number}",
                ["type"] = "AnnotationPage",
                ["startIndex"] = number * PageLength,
                ["items"] = items,
            };
            if (number > 0)
            {
                json["prev"] = $"{address}&page={number - 1}";
            }

            if (number < last)
            {
                json["next"] = $"{address}&page={number + 1}";
            }

            return json;
        }
    }

    private static async Task<Results<JsonLd, ProblemHttpResult>> GetAsync(Guid id, ReaderAnnotations annotations, WebAnnotations web, CancellationToken cancellation) =>
        await annotations.FindAsync(id, cancellation) is { DeletedAt: null } annotation
            ? await ShowAsync(annotation, web, cancellation)
            : Problems.NotFound();

    /// <param name="slug">A UUID chosen by the sender, so that sending the same creation twice makes one annotation.</param>
    private static async Task<Results<JsonLd, ProblemHttpResult>> CreateAsync(
        HttpContext context, ReaderAnnotations annotations, WebAnnotations web, AnnotationParser reader, [FromHeader] string? slug, CancellationToken cancellation)
    {
        var (requested, refusal) = await ReadAsync(context.Request, reader, Guid.TryParse(slug, out var id) ? id : null, cancellation);
        return (requested is null ? new Outcome.Refused(refusal!) : await annotations.CreateAsync(requested, cancellation)) switch // one of the two is always set
        {
            Outcome.Saved { Annotation.DeletedAt: not null } => Problems.Of(Deleted),
            Outcome.Saved { Annotation: var saved, IsNew: var isNew } => await ShowAsync(saved, web, cancellation, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
            Outcome.Refused { Refusal: var why } => Problems.Of(why),
            _ => Problems.NotFound(),
        };
    }

    private static async Task<Results<JsonLd, ProblemHttpResult>> ChangeAsync(
        Guid id, HttpContext context, ReaderAnnotations annotations, WebAnnotations web, AnnotationParser reader, CancellationToken cancellation)
    {
        if (await annotations.FindAsync(id, cancellation) is not { DeletedAt: null } current)
        {
            return Problems.NotFound();
        }

        if (VersionIn(context.Request, current) is not { } version)
        {
            return Problems.Of(VersionMissing);
        }

        var (requested, refusal) = await ReadAsync(context.Request, reader, id, cancellation);
        if (requested is null)
        {
            return Problems.Of(refusal!); // one of the two is always set
        }

        return requested.Target.Quote.Exact == current.Target.Quote.Exact
            ? await AnswerAsync(await annotations.ReplaceAsync(id, version, requested, cancellation), context, saved => ShowAsync(saved, web, cancellation))
            : Problems.Of(TargetIsFixed);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, HttpContext context, ReaderAnnotations annotations, CancellationToken cancellation)
    {
        if (await annotations.FindAsync(id, cancellation) is not { DeletedAt: null } current)
        {
            return Problems.NotFound();
        }

        return VersionIn(context.Request, current) is { } version
            ? await AnswerAsync(await annotations.DeleteAsync(id, version, cancellation), context, _ => Task.FromResult(TypedResults.NoContent()))
            : Problems.Of(VersionMissing);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> TextAsync(string revision, HttpResponse response, Essay essay, RevisionTexts texts, CancellationToken cancellation)
    {
        // The current revision needs no database, and is available before it is stored.
        if ((revision == essay.Revision ? texts.Of(essay) : await texts.FindAsync(essay, revision, cancellation)) is not { } text)
        {
            return Problems.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Text(text.Text, "text/plain", Encoding.UTF8);
    }

    private static NoContent Options(HttpResponse response, string methods)
    {
        response.Headers.Allow = methods;
        return TypedResults.NoContent();
    }

    private static async Task<JsonLd> ShowAsync(Annotation annotation, WebAnnotations web, CancellationToken cancellation, int status = StatusCodes.Status200OK) =>
        new JsonLd(await web.WriteAsync(annotation, cancellation), TagOf(annotation))
        {
            Status = status,
            Allow = AnnotationMethods,
            Location = status == StatusCodes.Status201Created ? web.AddressOf(annotation.Id) : null,
        };

    private static async Task<Results<TSaved, ProblemHttpResult>> AnswerAsync<TSaved>(Outcome outcome, HttpContext context, Func<Annotation, Task<TSaved>> saved)
        where TSaved : IResult
    {
        switch (outcome)
        {
            case Outcome.Saved { Annotation: var annotation }:
                return await saved(annotation);
            case Outcome.Refused { Refusal: var refusal }:
                return Problems.Of(refusal);
            case Outcome.Stale { Current: var current }:
                context.Response.Headers.ETag = TagOf(current);
                return Problems.Of(Stale);
            default:
                return Problems.NotFound();
        }
    }

    private static async Task<(NewAnnotation? Requested, Refusal? Refusal)> ReadAsync(HttpRequest request, AnnotationParser reader, Guid? id, CancellationToken cancellation)
    {
        var (json, refusal) = await Json.ReadAsync(request, cancellation);
        if (json is null)
        {
            return (null, refusal);
        }

        using (json)
        {
            return await reader.ReadAsync(json.RootElement, id, cancellation);
        }
    }

    /// <summary>The version that the sender read: the current one if a tag matches it, 0 if none does, or <see langword="null"/> if there is no If-Match.</summary>
    private static int? VersionIn(HttpRequest request, Annotation current)
    {
        var tags = request.GetTypedHeaders().IfMatch;
        return tags.Count == 0 ? null
            : tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(TagOf(current), StringComparison.Ordinal)) ? current.Version
            : 0; // stale
    }

    private static string TagOf(Annotation annotation) => $"\"{annotation.Version}\"";

    // The revision is included, because it affects the order of the list.
    private static string TagOf(ReaderStamp all, Essay essay) =>
        $"\"{all.Count}-{all.Versions}-{all.Last.ToUnixTimeMilliseconds()}-{essay.Revision[..12]}\"";

    private static readonly Refusal Deleted = new(
        "deleted", "This was saved before, and has been deleted since.", StatusCodes.Status410Gone);

    private static readonly Refusal VersionMissing = new(
        "version-missing", "Send the version that you read in the If-Match header.", StatusCodes.Status428PreconditionRequired);

    private static readonly Refusal Stale = new(
        "stale", "It was changed since you read it. Fetch it, merge what you want to keep, and send it again.", StatusCodes.Status412PreconditionFailed);

    private static readonly Refusal TargetIsFixed = new(
        "target-fixed", "What was marked stays as it was. To mark other words, create another annotation.");
}
