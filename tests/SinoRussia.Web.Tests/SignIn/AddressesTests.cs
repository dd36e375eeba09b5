using System.Net;
using System.Text.RegularExpressions;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>The pages that keep and show notes, wherever the site is: under a path, behind a proxy, over HTTPS.</summary>
public sealed partial class AddressesTests
{
    [Theory]
    [InlineData(null, null, "http://localhost", "")]
    [InlineData("https://reader.example", null, "https://reader.example", "")]
    [InlineData("https://reader.example", "/base", "https://reader.example/base", "/base")]
    [InlineData(null, "/base", "http://localhost/base", "/base")]
    public async Task Every_link_form_redirect_card_and_cookie_is_of_this_site_and_below_its_path(string? address, string? pathBase, string root, string under)
    {
        await using var app = new ReaderApp();
        if (address is not null)
        {
            app.With("Site:Address", address);
        }

        if (pathBase is not null)
        {
            app.With("Site:PathBase", pathBase);
        }

        var isHttps = root.StartsWith("https:", StringComparison.Ordinal);
        var jar = new Cookies();
        using var reader = app.CreateDefaultClient(jar);
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var found = new List<string>();

        var fields = Marks.Fields(app.Essay, "appearances may be deceptive", note: "words");
        using var saved = await reader.PostAsync($"{under}/notes?handler=Mark", Forms.Encoded(fields));
        var note = fields.Single(field => field.Name == "id").Value;
        await SeeAsync(HttpMethod.Post, $"/notes/{note}/show", ("name", "Ann"), ("version", "1"));
        var shown = await SeeAsync(HttpMethod.Get, $"/notes/{note}/show");
        var link = Regex.Match(shown, $"value=\"({Regex.Escape(root)}/n/[^\"]+)\"").Groups[1].Value;
        Assert.NotEqual("", link);
        var path = link[root.Length..];
        var page = await SeeAsync(HttpMethod.Get, path);
        Assert.Contains($"content=\"{link}\"", page);
        Assert.Contains($"content=\"{link}/card.png\"", page);
        var device = await SeeAsync(HttpMethod.Post, "/settings/me/device");
        var join = Regex.Match(device, $"value=\"({Regex.Escape(root)}/join/[^\"]+)\"").Groups[1].Value;
        Assert.Contains(SinoRussia.Web.SignIn.QrCode.Of(join).Path, device);
        Assert.Contains($"<span class=\"sheet-address\">{root}/settings/me</span>", await SeeAsync(HttpMethod.Post, "/settings/me/code"));
        await SeeAsync(HttpMethod.Get, join[root.Length..]);
        await SeeAsync(HttpMethod.Post, "/settings/me/name", ("name", "Ann"));
        await SeeAsync(HttpMethod.Post, "/notes/shown?handler=Name", ("name", "Ann"));
        await SeeAsync(HttpMethod.Post, "/settings/me?handler=SignOutOthers");
        await SeeAsync(HttpMethod.Post, "/settings/me/sign-in", ("code", "x"));
        await SeeAsync(HttpMethod.Post, "/settings/me/passkeys/sign-in-options");
        foreach (var one in new[] { "/settings/me", "/settings/me/name", "/settings/me/code", "/settings/me/device", "/settings/me/sign-in", "/notes/shown", "/notes", "/join/AAAAAAAAAAAAAAAAAAAAAA" })
        {
            await SeeAsync(HttpMethod.Get, one);
        }

        await SeeAsync(HttpMethod.Post, "/settings/me?handler=SignOutHere", ("sure", "yes"));

        Assert.Empty(found);
        Assert.All(jar.Set, cookie =>
        {
            var isHost = cookie.StartsWith("__Host-", StringComparison.Ordinal);
            Assert.True(isHost ? cookie.Contains("; path=/;", StringComparison.Ordinal) : Regex.IsMatch(cookie, $"; path={(under.Length > 0 ? Regex.Escape(under) + "(/|;)" : "/")}"), cookie);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(isHttps, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        });

        async Task<string> SeeAsync(HttpMethod method, string address, params (string, string)[] form)
        {
            using var request = new HttpRequestMessage(method, $"{under}{address}") { Content = method == HttpMethod.Post ? Forms.Encoded(form) : null };
            using var answer = await reader.SendAsync(request);
            if ((int)answer.StatusCode >= 500 || answer.StatusCode == HttpStatusCode.NotFound)
            {
                found.Add($"{method} {address}: {answer.StatusCode}");
            }

            if (answer.Headers.Location is { } location && !location.ToString().StartsWith($"{under}/", StringComparison.Ordinal))
            {
                found.Add($"{method} {address}: redirect to {location}");
            }

            var text = await answer.Content.ReadAsStringAsync();
            foreach (Match match in Addresses().Matches(answer.Content.Headers.ContentType?.MediaType == "text/html" ? text : ""))
            {
                var target = match.Groups["target"].Value;
                if (target.StartsWith('/') && !target.StartsWith($"{under}/", StringComparison.Ordinal))
                {
                    found.Add($"{method} {address}: {target}");
                }
            }

            return text;
        }
    }

    [GeneratedRegex("(?:href|src|action|formaction|content|data-base|data-notes)=\"(?<target>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Addresses();

    private sealed class Cookies : DelegatingHandler
    {
        private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

        public List<string> Set { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (cookies.Count > 0)
            {
                request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            }

            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                Set.Add(set);
                var pair = set.Split(';')[0].Split('=', 2);
                cookies[pair[0]] = pair[1];
            }

            return answer;
        }
    }
}
