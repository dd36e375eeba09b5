using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Reading;

namespace SinoRussia.Web.Hosting;

/// <summary>Ready or not, and why.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/healthz", AnswerAsync);

    private static async Task<IResult> AnswerAsync(LiveEssay essay, IDbContextFactory<AnnotationsDb> databases, Reanchoring marks, HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var isReady = await db.Database.CanConnectAsync(cancellation);
        var faults = essay.Faults;
        return Results.Json(
            new HealthView(
                isReady ? faults.Count == 0 ? "ready" : "degraded" : "not ready",
                essay.Current.Revision,
                marks.Progress is { } progress ? new MarksView(progress.Revision, progress.Done, progress.Total) : null,
                [.. faults.Select(fault => fault.ToString()), .. isReady ? Array.Empty<string>() : ["The database cannot be opened."]]),
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <param name="Status"><c>ready</c>; <c>degraded</c> while the essay's file is broken and its last good text is served; or <c>not ready</c>.</param>
    /// <param name="Revision">What is served.</param>
    /// <param name="Marks">How far readers' marks have been brought to it.</param>
    /// <param name="Problems">Each with file and line where it has them.</param>
    private sealed record HealthView(string Status, string Revision, MarksView? Marks, IReadOnlyList<string> Problems);

    private sealed record MarksView(string Revision, int Done, int Total);
}

/// <summary><c>SinoRussia.Web healthz</c>: asks the running process, for images that have no curl.</summary>
internal static class HealthCommand
{
    /// <returns>0 when it is ready to serve, 1 otherwise.</returns>
    public static async Task<int> RunAsync()
    {
        var port = (Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS") ?? "8080").Split(';')[0];
        var pathBase = Environment.GetEnvironmentVariable("Site__PathBase") ?? "";
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://localhost:{port}{pathBase}/healthz"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            return 1; // nobody answers: that is what was asked
        }
    }
}
