using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.PageCache;

/// <summary>A page that is ready to send.</summary>
/// <param name="Encoding"><c>br</c>, <c>gzip</c>, or <see langword="null"/> if it is not compressed.</param>
internal sealed record PackedPage(string? Encoding, ImmutableArray<ReadOnlyMemory<byte>> Pieces, string Tag)
{
    private static readonly StringValues Vary = $"{HeaderNames.AcceptEncoding}, {HeaderNames.Cookie}";
    private static readonly StringValues CacheControl = "private, no-cache";
    private static readonly StringValues ContentType = "text/html; charset=utf-8";

    private readonly StringValues tagHeader = Tag;
    private readonly StringValues encodingHeader = Encoding;

    public int Length { get; } = Pieces.Sum(piece => piece.Length);

    public async Task SendAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var headers = response.Headers;
        headers.ETag = tagHeader;
        headers.Vary = Vary;
        headers.CacheControl = CacheControl;
        if (request.Knows(Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        headers.ContentType = ContentType;
        headers.ContentLength = Length;
        if (Encoding is not null)
        {
            headers.ContentEncoding = encodingHeader;
        }

        if (HttpMethods.IsHead(request.Method))
        {
            return;
        }

        foreach (var piece in Pieces)
        {
            await response.BodyWriter.WriteAsync(piece, context.RequestAborted);
        }
    }
}
