using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>The cookies of a browser, which a test can read, copy and put back.</summary>
internal sealed class CookieJar : DelegatingHandler
{
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove("Cookie");
        if (Cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var answer = await base.SendAsync(request, cancellationToken);
        foreach (var cookie in SetCookieHeaderValue.ParseList([.. answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []]))
        {
            if (cookie.Expires < DateTimeOffset.UnixEpoch.AddDays(1))
            {
                Cookies.Remove(cookie.Name.ToString());
            }
            else
            {
                Cookies[cookie.Name.ToString()] = cookie.Value.ToString();
            }
        }

        return answer;
    }
}
