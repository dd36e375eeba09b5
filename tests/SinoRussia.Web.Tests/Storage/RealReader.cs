using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>A reader without script who uses the real program: one cookie, plain forms.</summary>
internal sealed class RealReader : IDisposable
{
    private const int Paragraphs = 50;

    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private string? cookie;
    private int written;

    public RealReader(Uri? address = null) => Address = address;

    /// <summary>The address of the program, which can change with a restart.</summary>
    public Uri? Address { get; set; }

    public async Task<string> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Writes a note on a paragraph with the form on its page: each on other words, because a second note on the same words is added to the first.</summary>
    public async Task<(HttpStatusCode Status, string Page)> WriteAsync(string note)
    {
        var page = new HtmlParser().ParseDocument(await GetAsync($"/p/p{1 + (written % Paragraphs)}/notes"));
        var form = page.QuerySelector("form.write")!;
        var passage = form.QuerySelector("[name=passage]")!.GetAttribute("value")!.Split('-').Select(offset => int.Parse(offset, CultureInfo.InvariantCulture)).ToArray();
        var start = passage[0] + (written++ / Paragraphs);
        var fields = form.QuerySelectorAll("input[type=hidden]")
            .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("name") == "passage" ? $"{start}-{passage[1]}" : field.GetAttribute("value")!))
            .Append(KeyValuePair.Create("note", note)).Append(KeyValuePair.Create("colour", "amber"));
        using var answer = await SendAsync(HttpMethod.Post, form.GetAttribute("action")!, new FormUrlEncodedContent(fields));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends what the outbox would send: a creation with an id made by the client.</summary>
    /// <exception cref="HttpRequestException">No answer came, so it is unknown whether the note was saved.</exception>
    public async Task<HttpStatusCode> CreateAsync(Guid id, string words, string note)
    {
        var json = $$$"""
            {"type":"Annotation","body":{"type":"TextualBody","value":"{{{note}}}"},
             "target":{"source":"{{{Address}}}","selector":{"type":"TextQuoteSelector","exact":"{{{words}}}" } } }
            """;
        var content = new StringContent(json, System.Text.Encoding.UTF8, "application/ld+json");
        using var answer = await SendAsync(HttpMethod.Post, "/annotations/", content, id);
        return answer.StatusCode;
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, Guid? slug = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Address!, path)) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        if (slug is { } id)
        {
            request.Headers.Add("Slug", id.ToString("D"));
        }

        var answer = await client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            cookie = cookies.First(value => value.StartsWith("reader=", StringComparison.Ordinal)).Split(';')[0];
        }

        if (answer.StatusCode != HttpStatusCode.TemporaryRedirect)
        {
            return answer;
        }

        answer.Dispose();
        return await SendAsync(method, answer.Headers.Location!.ToString(), content); // as browsers do
    }
}
