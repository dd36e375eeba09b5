using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>A browser that does with passkeys what the script of the page does.</summary>
internal sealed class PasskeyBrowser : IDisposable
{
    public const string Addresses = "/settings/me/passkeys";

    private const string UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    private readonly CookieJar jar = new();

    public PasskeyBrowser(ReaderApp app)
    {
        Client = app.CreateDefaultClient(new ResendingHandler(), jar);
        Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        Client.DefaultRequestHeaders.Add("User-Agent", UserAgent);
    }

    public HttpClient Client { get; }

    public Dictionary<string, string> Cookies => jar.Cookies;

    /// <summary>A browser whose reader has saved a note.</summary>
    public static async Task<PasskeyBrowser> OfWriterAsync(ReaderApp app)
    {
        var browser = new PasskeyBrowser(app);
        await browser.Client.MarkAsync(app.Essay, "the well-known American thinker");
        return browser;
    }

    /// <summary>What the site asks of the authenticator, for a registration or a sign-in.</summary>
    public async Task<JsonNode> AskAsync(bool signIn = false)
    {
        using var answer = await PostAsync(signIn ? "/sign-in-options" : "/options");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    public Task<HttpResponseMessage> RegisterAsync(JsonNode answer) => PostAsync("", answer.ToJsonString());

    public Task<HttpResponseMessage> SignInAsync(JsonNode answer) => PostAsync("/sign-in", answer.ToJsonString());

    /// <summary>Registers a passkey that the site accepts.</summary>
    public async Task RegisterAsync(SoftAuthenticator authenticator)
    {
        using var answer = await RegisterAsync(authenticator.Make(await AskAsync()));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    public Task<HttpResponseMessage> PostAsync(string address, string body = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Addresses + address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Requested-With", "fetch");
        return Client.SendAsync(request);
    }

    /// <summary>All rows of passkeys, without those of other browsers' readers if one is named.</summary>
    public static async Task<List<Passkey>> RowsAsync(ReaderApp app, SoftAuthenticator authenticator)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        return await db.Passkeys.AsNoTracking().Where(passkey => passkey.CredentialId == authenticator.CredentialId).ToListAsync();
    }

    /// <summary>Checks that a request was refused for this reason.</summary>
    public static async Task AssertRefusedAsync(HttpResponseMessage answer, string code)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal($"urn:reader:{code}", (string?)problem!["type"]);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.False(answer.IsSuccessStatusCode);
    }

    public void Dispose()
    {
        Client.Dispose();
        jar.Dispose();
    }
}
