using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Readers;

/// <summary>The site's own rate limiter, called as the site calls it.</summary>
public sealed class RateLimitsTests
{
    private const int Flood = 20_000;

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::", "2001:db8:1:3::")]
    public void Addresses_that_one_client_can_choose_from_share_a_limit(string address, string network) =>
        Assert.Equal(IPAddress.Parse(network), RateLimits.NetworkOf(IPAddress.Parse(address)));

    [Fact]
    public async Task A_client_with_invented_cookies_is_limited_and_a_reader_at_the_same_address_is_not()
    {
        await using var app = new ReaderApp();
        var cookie = await CookieAsync(app);

        var taken = Enumerable.Range(0, Flood).TakeWhile(i => IsWriteAllowed(app, "192.0.2.7", $"reader=invented-{i}")).Count();

        Assert.InRange(taken, 3_000, Flood - 1);
        Assert.True(IsWriteAllowed(app, "192.0.2.7", cookie));
        Assert.True(IsWriteAllowed(app, "192.0.2.8", null));
    }

    [Fact]
    public async Task One_reader_is_limited_at_every_address_before_the_others_there_are()
    {
        await using var app = new ReaderApp();
        var (one, other) = (await CookieAsync(app), await CookieAsync(app));

        var taken = Enumerable.Range(0, Flood).TakeWhile(i => IsWriteAllowed(app, $"192.0.2.{i % 2}", one)).Count();

        Assert.InRange(taken, 600, 2_000);
        Assert.Contains(Enumerable.Range(0, 100), _ => !IsWriteAllowed(app, "198.51.100.1", one)); // a second may pass meanwhile, which allows ten more
        Assert.True(IsWriteAllowed(app, "192.0.2.0", other));
    }

    [Fact]
    public async Task Addresses_of_one_network_share_a_limit()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();

        var taken = Enumerable.Range(0, Flood).TakeWhile(i => IsWriteAllowed(app, $"2001:db8::{i + 1:x}", null)).Count();

        Assert.InRange(taken, 3_000, Flood - 1);
    }

    [Fact]
    public async Task First_saves_of_a_whole_seminar_behind_one_address_are_accepted()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();

        Assert.All(Enumerable.Range(0, 40 * 50), _ => Assert.True(IsWriteAllowed(app, "192.0.2.7", null)));
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("HEAD", false)]
    [InlineData("POST", true)]
    public async Task Neither_reading_nor_the_error_page_is_limited(string method, bool isErrorPage)
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();

        Assert.All(Enumerable.Range(0, 4_000), _ => Assert.True(IsWriteAllowed(app, "192.0.2.7", null, method, isErrorPage)));
    }

    [Fact]
    public async Task Limited_readers_get_a_page_with_their_words_and_scripts_get_a_problem()
    {
        await using var app = new ReaderApp();
        await using var narrow = app.WithWebHostBuilder(host => host.ConfigureTestServices(services => services.PostConfigure<RateLimiterOptions>(
            options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(context => context.Request.Method == "POST" && !context.IsErrorPage()
                ? RateLimitPartition.GetTokenBucketLimiter(true, _ => new() { TokenLimit = 1, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromDays(1), AutoReplenishment = false })
                : RateLimitPartition.GetNoLimiter(false)))));
        var reader = narrow.CreateClient(new() { AllowAutoRedirect = false });
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");
        using var last = await reader.SendAsync(form, ("note", "the last that may be saved"));

        using var toPerson = await reader.SendAsync(form, ("note", "words of an hour"));
        var again = (await toPerson.DocumentAsync()).Form("handler=Note");
        Assert.Equal(HttpStatusCode.TooManyRequests, toPerson.StatusCode);
        Assert.Equal("text/html", toPerson.Content.Headers.ContentType!.MediaType);
        Assert.Equal(30, toPerson.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal("words of an hour", again.QuerySelector("textarea[name=note]")!.TextContent.Trim());
        Assert.NotNull(again.QuerySelector("input[name=annotation]"));

        using var toScript = await reader.FetchAsync(form, ("note", "words of an hour"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (toScript.StatusCode, toScript.Content.Headers.ContentType!.MediaType));
        using var toProgram = await reader.PostAsync("/annotations/", new StringContent("{}"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (toProgram.StatusCode, toProgram.Content.Headers.ContentType!.MediaType));
        using var broken = await reader.PostAsync("/notes?handler=Mark", new StringContent("note=a%00b", new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")));
        Assert.Equal(HttpStatusCode.TooManyRequests, broken.StatusCode);
    }

    [Fact]
    public async Task A_request_while_too_many_are_waiting_gets_an_error_page()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var rendering = app.Services.GetRequiredService<Rendering>();
        var slow = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 201).Select(_ => TakeTurnAsync(app, rendering, slow.Task)).ToList(); // one is rendered, and 200 wait

        using var answer = await reader.GetAsync("/notes");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("Wait a few seconds", (await answer.DocumentAsync()).QuerySelector("main")!.TextContent);
        slow.SetResult();
        await Task.WhenAll(waiting);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/notes")).StatusCode);
    }

    private static async Task TakeTurnAsync(ReaderApp app, Rendering rendering, Task rendered)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = "GET";
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new CompiledPageActionDescriptor()), null));
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        await rendering.TakeTurnAsync(context, _ => rendered);
    }

    private static async Task<string> CookieAsync(ReaderApp app)
    {
        using var answer = await app.NewReader().SendMarkAsync(Marks.Fields(app.Essay, "the well-known American thinker"));
        return answer.Cookie();
    }

    private static bool IsWriteAllowed(ReaderApp app, string address, string? cookie, string method = "POST", bool isErrorPage = false)
    {
        using var scope = app.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = method;
        context.Request.Headers.Cookie = cookie;
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (isErrorPage)
        {
            context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature());
        }

        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        scope.ServiceProvider.GetRequiredService<CurrentReader>().IdentifyAsync(CancellationToken.None).GetAwaiter().GetResult(); // SQLite answers at once
        using var lease = Limiter(app).AttemptAcquire(context);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(ReaderApp app) =>
        app.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter!; // AddReaderLimits sets it
}
