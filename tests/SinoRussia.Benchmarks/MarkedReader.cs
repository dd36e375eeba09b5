using System.Net;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Benchmarks;

/// <summary>A reader with a cookie of the running site and a given number of notes in its database, who sends requests like a browser.</summary>
internal sealed class MarkedReader : IDisposable
{
    private static readonly string[] Tags = ["treaty", "border", "trade", "memory", "energy", "army", "Arctic", "press", "ritual", "question"];

    private readonly HttpClient client;
    private readonly Server site;
    private readonly Essay essay;

    private MarkedReader(Server site, Essay essay)
    {
        (this.site, this.essay) = (site, essay);
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = site.Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, deflate, br");
    }

    /// <summary>Adds a mark of 60 characters for each number, spread over the essay: each with two tags, every other one with a note of 200
    /// characters.</summary>
    /// <param name="before">The marks end before this offset, in UTF-16 code units.</param>
    public static Task<MarkedReader> WithNotesAsync(Server site, Essay essay, int count, int? before = null) => WithAsync(site, essay, Enumerable.Range(0, count).Select(i =>
    {
        var start = (int)((long)i * 7919 % ((before ?? essay.Text.Length) - 80));
        var note = i % 2 == 0 ? $"On *{Tags[i % 10]}* see also number {i}: {new string('x', 40)} and so on, and on, in plain words that say what a reader thought of it, with one link to https://example.org/{i} and an end." : null;
        return (new Passage(start, start + 60), note, (string[])[Tags[i % 10], Tags[(i / 10) % 10]]);
    }));

    /// <summary>Adds marks of 11,000 characters, each beginning one character after the one before.</summary>
    public static Task<MarkedReader> WithOverlapsAsync(Server site, Essay essay, int count) => WithAsync(site, essay, Enumerable.Range(0, count).Select(i =>
        (new Passage(i, i + 11_000), (string?)null, Array.Empty<string>())));

    /// <summary>Requests a page and discards it.</summary>
    /// <returns>Its compressed length.</returns>
    public async Task<int> GetAsync(string path)
    {
        using var answer = (await client.GetAsync(new Uri(path, UriKind.Relative))).EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    /// <summary>Marks some words as the page's script does.</summary>
    /// <returns>The compressed length of the answer.</returns>
    public Task<int> SaveAsync(int start) => SaveAsync(start, Guid.NewGuid());

    /// <summary>CPU time of the site's process per run, in milliseconds.</summary>
    public async Task<double> CpuOfAsync(int times, Func<int, Task> act)
    {
        var before = CpuTime.MicrosecondsOf(site.Processes[0]);
        for (var i = 0; i < times; i++)
        {
            await act(i);
        }

        return (CpuTime.MicrosecondsOf(site.Processes[0]) - before) / 1000d / times;
    }

    public void Dispose() => client.Dispose();

    private async Task<int> SaveAsync(int start, Guid id)
    {
        var target = Anchoring.Describe(essay.Text, essay.Revision, new Passage(start, start + 60));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notes?handler=Mark");
        request.Headers.Add("X-Requested-With", "fetch");
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["id"] = id.ToString(), ["revision"] = essay.Revision, ["start"] = $"{start}", ["end"] = $"{start + 60}",
            ["exact"] = target.Quote.Exact, ["prefix"] = target.Quote.Prefix, ["suffix"] = target.Quote.Suffix, ["colour"] = "Amber", ["note"] = "A note.",
        });
        using var answer = (await client.SendAsync(request)).EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<MarkedReader> WithAsync(Server site, Essay essay, IEnumerable<(Passage Passage, string? Note, string[] Tags)> marks)
    {
        var reader = new MarkedReader(site, essay);
        var firstId = Guid.NewGuid();
        await reader.SaveAsync(0, firstId); // creates the cookie
        var options = new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite($"Data Source={Path.Combine(site.Folder, "reader.db")}").Options;
        await using var db = new AnnotationsDb(options);
        var first = await db.Annotations.SingleAsync(a => a.Id == firstId);
        var now = first.CreatedAt;
        foreach (var chunk in marks.Chunk(5_000))
        {
            db.ChangeTracker.Clear();
            foreach (var (passage, note, tags) in chunk)
            {
                now = now.AddMilliseconds(1);
                var target = Anchoring.Describe(essay.Text, essay.Revision, passage);
                var anchor = new StoredAnchor { Revision = essay.Revision, State = AnchorState.Exact, Start = passage.Start, End = passage.End, Method = AnchorMethod.Alignment, Score = 1 };
                db.Add(Annotation.Create(Guid.CreateVersion7(now), first.ReaderId, essay.Id, target, anchor, new AnnotationContent((HighlightColour)(passage.Start % 7), note, tags), now));
            }

            await db.SaveChangesAsync();
        }

        await db.Annotations.Where(a => a.Id == first.Id).ExecuteDeleteAsync();
        return reader;
    }
}
