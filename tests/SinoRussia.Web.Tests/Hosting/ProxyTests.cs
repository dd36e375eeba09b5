using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>The site behind a proxy, and as supervisors and crawlers see it.</summary>
public sealed class ProxyTests
{
    private static readonly string Built = typeof(Program).Assembly.Location;

    [Theory]
    [InlineData("https://reader.example", HttpStatusCode.TemporaryRedirect)]
    [InlineData("https://READER.example", HttpStatusCode.TemporaryRedirect)]
    [InlineData("http://reader.example", HttpStatusCode.Forbidden)]
    [InlineData("https://reader.example:444", HttpStatusCode.Forbidden)]
    [InlineData("https://reader.example.evil.example", HttpStatusCode.Forbidden)]
    public async Task A_form_from_the_public_address_is_accepted_although_the_proxy_sends_another_host(string origin, HttpStatusCode status)
    {
        await using var app = new ReaderApp().With("Site:Address", "https://reader.example");
        using var reader = app.CreateDefaultClient();
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");
        reader.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        reader.DefaultRequestHeaders.Add("Origin", origin);

        using var answer = await reader.SendAsync(form, ("note", "mine"));

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("--Site:TrustedProxies:0=127.0.0.1", 0)]
    public async Task An_untrusted_proxy_is_logged_once(string? argument, int times)
    {
        using var folder = new TemporaryFolder();
        using var program = await ProgramProcess.StartAsync(Built, folder.Path, argument is null ? [] : [argument]);
        using var proxy = new HttpClient { BaseAddress = program.Address };
        proxy.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        foreach (var address in new[] { "/", "/", "/about" })
        {
            await proxy.GetStringAsync(address);
        }

        var (_, log) = await program.StopAsync();

        Assert.Equal(times, log.Split('\n').Count(line => line.Contains("Site:TrustedProxies") && line.Contains("127.0.0.1")));
        Assert.DoesNotContain("192.0.2.7", log);
    }

    [Fact]
    public async Task An_oversized_form_is_refused_with_a_page_or_a_problem()
    {
        using var folder = new TemporaryFolder();
        using var program = await ProgramProcess.StartAsync(Built, folder.Path);
        using var reader = new HttpClient { BaseAddress = program.Address };
        var novel = Encoding.ASCII.GetBytes($"note={new string('a', 1_200_000)}");

        foreach (var isFetch in new[] { false, true })
        {
            using var content = new ByteArrayContent(novel);
            content.Headers.ContentType = new("application/x-www-form-urlencoded");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/notes?handler=Mark") { Content = content };
            request.Headers.Add("X-Requested-With", isFetch ? "fetch" : "nobody");
            using var answer = await reader.SendAsync(request);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            Assert.Contains(isFetch ? "urn:reader:too-long" : "your words are still in the form", await answer.Content.ReadAsStringAsync());
        }

        // An upload that breaks off is not logged as an error.
        using (var socket = new TcpClient(program.Address.Host, program.Address.Port))
        {
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /notes?handler=Mark HTTP/1.1\r\nHost: {program.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nnote=half"));
        }

        var (_, log) = await program.StopAsync();
        Assert.DoesNotContain("unhandled exception", log);
    }

    [Fact]
    public async Task Shutdown_does_not_wait_for_a_slow_upload_longer_than_a_supervisor_waits()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();

        Assert.True(app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Crawlers_may_only_visit_pages_that_are_the_same_for_all()
    {
        await using var app = new ReaderApp();

        using var answer = await app.NewReader().GetAsync("/robots.txt");

        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.Contains("Disallow: /notes", lines);
        Assert.DoesNotContain("Disallow: /", lines);
    }

    [Theory]
    [InlineData("/people")]
    [InlineData("/timeline")]
    [InlineData("/figures")]
    [InlineData("/reading")]
    [InlineData("/about")]
    public async Task Every_page_that_can_be_shared_has_an_existing_picture(string address)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        var picture = (await reader.OpenAsync(address)).QuerySelector("meta[property='og:image']")!.GetAttribute("content")!;
        using var answer = await reader.GetAsync(picture);

        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
    }
}
