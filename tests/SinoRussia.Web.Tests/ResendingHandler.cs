using System.Net;

namespace SinoRussia.Web.Tests;

/// <summary>Sends a request again where the answer is 307, as browsers do. Other redirects are left to the test.</summary>
internal sealed class ResendingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.TemporaryRedirect)
        {
            return answer;
        }

        using var again = new HttpRequestMessage(request.Method, new Uri(request.RequestUri!, answer.Headers.Location!)) { Content = request.Content };
        foreach (var (name, values) in request.Headers.Where(header => header.Key != "Cookie"))
        {
            again.Headers.TryAddWithoutValidation(name, values);
        }

        var final = await base.SendAsync(again, cancellationToken);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            final.Headers.TryAddWithoutValidation("Set-Cookie", cookies); // so that a test sees all cookies that the browser got
        }

        answer.Dispose();
        return final;
    }
}
