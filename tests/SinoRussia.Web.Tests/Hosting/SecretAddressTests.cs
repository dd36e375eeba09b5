using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Shown;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Shown;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>Whatever is answered at an address that must stay secret, also when it fails, search engines do not list it and no link from it tells of it.</summary>
public sealed class SecretAddressTests
{
    [Theory]
    [InlineData("GET", "/n/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotFound)]
    [InlineData("GET", "/N/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotFound)]
    [InlineData("GET", "/n/AAAAAAAAAAAAAAAAAAAAAA/card.png", HttpStatusCode.NotFound)]
    [InlineData("GET", "/n/AAAAAAAAAAAAAAAAAAAAAA/more", HttpStatusCode.NotFound)]
    [InlineData("GET", "/n%2FAAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotFound)]
    [InlineData("GET", "/%6E/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotFound)]
    [InlineData("GET", "http://localhost//n/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotFound)]
    [InlineData("GET", "/n//AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotFound)]
    [InlineData("POST", "/n/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/n/AAAAAAAAAAAAAAAAAAAAAA/card.png", HttpStatusCode.MethodNotAllowed)]
    [InlineData("BREW", "/n/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotImplemented)]
    [InlineData("OPTIONS", "/n/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NoContent)]
    [InlineData("GET", "/join/AAAAAAAAAAAAAAAAAAAAAA/more", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/join/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/join/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.UnsupportedMediaType)]
    public async Task An_error_is_as_secret_as_the_page(string method, string address, HttpStatusCode status)
    {
        await using var app = new ReaderApp();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var answer = await app.CreateDefaultClient().SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        CheckSecret(answer, address);
    }

    [Fact]
    public async Task So_is_the_answer_to_too_many_tries()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var link = await reader.ShowAsync(await reader.MarkAsync(app.Essay, "the well-known American thinker"));
        foreach (var address in new[] { link, $"{link}/card.png" })
        {
            using var shown = await app.CreateDefaultClient().GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
            CheckSecret(shown, address);
        }

        var misses = app.Services.GetRequiredService<ShownMisses>();
        for (var tried = 0; tried < 1100; tried++)
        {
            misses.Count(null);
        }

        using var tooMany = await app.CreateDefaultClient().GetAsync(link);
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        CheckSecret(tooMany, link);
    }

    [Fact]
    public async Task A_form_that_is_not_understood_and_a_failure_of_the_server_are_too()
    {
        await using var app = new ReaderApp();
        using var form = new ByteArrayContent("form=%"u8.ToArray());
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");
        using var bad = await app.NewReader().PostAsync("/join/AAAAAAAAAAAAAAAAAAAAAA", form);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        CheckSecret(bad, "/join");

        await using var broken = new ReaderApp();
        broken.CreateDefaultClient().Dispose(); // starts
        await broken.BreakLinksAsync();
        using var failed = await broken.CreateDefaultClient().GetAsync("/n/AAAAAAAAAAAAAAAAAAAAAA");
        Assert.True(failed.StatusCode >= HttpStatusCode.InternalServerError);
        CheckSecret(failed, "/n");
    }

    private static void CheckSecret(HttpResponseMessage answer, string address)
    {
        Assert.Contains("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal(address.StartsWith("/join", StringComparison.Ordinal) ? "strict-origin" : "no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }
}
