using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Content;

/// <summary>Serves where the sentences of the text begin and end, for readers who mark with the keyboard. All browsers use the server's algorithm.</summary>
internal static class SentenceEndpoint
{
    public static void MapSentences(this IEndpointRouteBuilder endpoints) => endpoints.MapMethods("/sentences/{revision}", ReadEndpoints.Methods, Answer);

    // A page of an earlier revision has other offsets, so it gets nothing.
    private static Results<FileContentHttpResult, NotFound> Answer(string revision, Essay essay, HttpContext context)
    {
        if (revision != essay.Revision)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Conditional.File(JsonSerializer.SerializeToUtf8Bytes(essay.Sections
            .SelectMany(section => section.Elements)
            .SelectMany(element => element.Blocks)
            .SelectMany(Sentences.In)
            .Select(sentence => new[] { sentence.Start, sentence.End })), "application/json; charset=utf-8");
    }
}
