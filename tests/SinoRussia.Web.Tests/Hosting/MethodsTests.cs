using System.Net;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Shown;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>Every mapped address, with every method.</summary>
public sealed class MethodsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"];

    [Fact]
    public async Task Every_address_with_GET_answers_HEAD_with_the_same_headers_and_no_body()
    {
        var app = shared.App;
        var (reader, addresses) = await OpenAsync(app);
        Assert.True(addresses.Count > 30);

        foreach (var (address, methods) in addresses.Where(address => address.Value.Contains("GET")))
        {
            Assert.True(methods.Contains("HEAD"), $"{address} does not support HEAD");
            using var got = await reader.GetAsync(address);
            using var head = await reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));

            // Addresses that need a query answer 400, the page of a passkey that is not named 404, a link for another device that was never made 410.
            Assert.True(got.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest
                || (got.StatusCode == HttpStatusCode.NotFound && address == "/settings/me/passkey")
                || (got.StatusCode == HttpStatusCode.Gone && address.StartsWith("/join/", StringComparison.Ordinal)), $"{address} answers {got.StatusCode}");
            Assert.True(head.StatusCode == got.StatusCode, $"HEAD {address} answers {head.StatusCode}");
            Assert.Equal(got.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Equal(got.Headers.ETag, head.Headers.ETag);
        }
    }

    [Fact]
    public async Task A_method_not_allowed_is_refused_and_the_answer_lists_the_allowed_methods()
    {
        var app = shared.App;
        var (reader, addresses) = await OpenAsync(app);
        var before = await reader.GetStringAsync("/notes");

        foreach (var (address, mapped) in addresses)
        {
            // Where nothing else takes GET, a site that is not published looks for a static file.
            var taken = mapped.Contains("GET") ? mapped : new HashSet<string>([.. mapped, "GET", "HEAD"], StringComparer.Ordinal);
            foreach (var method in Methods.Where(method => !taken.Contains(method)))
            {
                using var answer = await reader.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

                Assert.True(answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {address} answers {answer.StatusCode}");
                Assert.Superset(answer.Content.Headers.Allow.ToHashSet(), taken.ToHashSet());
                Assert.Equal(
                    address.StartsWith("/annotations", StringComparison.Ordinal) || address.StartsWith("/revisions", StringComparison.Ordinal) ? "application/problem+json" : "text/html",
                    answer.Content.Headers.ContentType?.MediaType);
            }
        }

        Assert.Equal(before, await reader.GetStringAsync("/notes"));
    }

    [Theory]
    [InlineData("FOO")]
    [InlineData("get")]
    [InlineData("PROPFIND")]
    public async Task An_unknown_method_is_refused_everywhere(string method)
    {
        var app = shared.App;
        var (reader, addresses) = await OpenAsync(app);

        foreach (var address in addresses.Keys.Append("/no/such"))
        {
            using var answer = await reader.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

            Assert.True(answer.StatusCode == HttpStatusCode.NotImplemented, $"{method} {address} answers {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/annotations/none", HttpStatusCode.NotFound)]
    [InlineData("/annotations/6f9619ff-8b86-d011-b42d-00c04fc964ff", HttpStatusCode.NotFound)]
    [InlineData("/annotations/a/b/c", HttpStatusCode.NotFound)]
    [InlineData("/revisions/none", HttpStatusCode.NotFound)]
    public async Task A_refusal_to_a_program_is_problem_JSON(string address, HttpStatusCode status)
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync(address);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/error")]
    [InlineData("/error?status=200")]
    [InlineData("/no/such/address")]
    public async Task The_error_page_has_no_address_of_its_own(string address)
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing at this address", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(HttpClient Reader, IReadOnlyDictionary<string, IReadOnlySet<string>> Addresses)> OpenAsync(ReaderApp app)
    {
        var reader = app.NewReader();
        var note = await reader.MarkAsync(app.Essay, "the well-known American thinker");
        await reader.ShowAsync(note);
        return (reader, await MappedAddresses.OfAsync(app, note));
    }
}
