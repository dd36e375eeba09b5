using System.Net;
using System.Text;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Content;

/// <summary>Breaks each content file in ten ways while others read and write: only the editor notices.</summary>
public sealed class BrokenContentSiteTests
{
    private static readonly string[] Pages =
    [
        "/", "/s/friedman", "/p/p9", "/p/p9/notes", "/people", "/timeline", "/figures", "/reading", "/cite", "/cite?p=p12", "/cite.bib", "/cite.ris", "/cite.json",
        "/essay.md", "/search?q=china", "/?q=china", "/notes", "/notes/export.md", "/notes/export.jsonld", "/annotations/", "/about", "/settings", "/healthz",
    ];

    private static readonly (string Name, Func<string, string, byte[]> Break)[] Slips =
    [
        ("no UTF-8", (_, text) => [.. Utf8(text[..(text.Length / 2)]), 0xe9, .. Utf8(text[(text.Length / 2)..])]),
        ("a NUL", (_, text) => Utf8(text.Insert(text.Length / 2, "\0"))),
        ("no character", (_, text) => Utf8(text.Insert(text.Length / 2, "\ufffe"))),
        ("half of it", (_, text) => Utf8(text[..(text.Length / 2)] + "\n- key: [")),
        ("UTF-16", (_, text) => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray()),
        ("deep nesting", (file, text) => Utf8(file == "essay.md" ? $"{text}\n\n{{#p999}}\n{new string('>', 5000)} deep\n" : $"{text}\n- key: {new string('[', 5000)}\n")),
        ("nothing of the kind", (_, _) => Utf8("x")),
        ("too long", (_, _) => new byte[17_000_000]),
        ("the file's own kind", (file, text) => Utf8(file == "essay.md" ? text.Replace("{#p9}", "{#p8}") : $"- key: &a *a\n{text}")),
        ("an open bracket", (file, text) => Utf8(file == "essay.md" ? text.Replace("\nlanguage: en", "\nlanguage: [en") : text.Insert(text.IndexOf(": ", Math.Max(0, text.IndexOf("\n- ", StringComparison.Ordinal)), StringComparison.Ordinal) + 2, "["))),
    ];

    [Theory]
    [InlineData("essay.md")]
    [InlineData("people.yml")]
    [InlineData("timeline.yml")]
    [InlineData("figures.yml")]
    [InlineData("sources.yml")]
    [InlineData("reading.yml")]
    public async Task Readers_can_read_and_write_while_a_content_file_is_broken_and_repaired(string file)
    {
        await using var app = new ReaderApp();
        var whole = await File.ReadAllTextAsync(Path.Combine(app.ContentFolder, file));
        var writer = app.NewReader();
        await writer.MarkAsync(app.Essay, "the well-known American thinker");
        using var end = new CancellationTokenSource();
        var others = Task.Run(() => ReadAllTheTimeAsync(app, end.Token));

        for (var i = 0; i < Slips.Length; i++)
        {
            var (name, spoil) = Slips[i];
            app.WriteContent(file, spoil(file, whole));

            var health = await writer.GetStringAsync("/healthz");
            Assert.True(health.Contains("degraded") && health.Contains($"\"{file}:"), $"{name}: {health}");
            Assert.DoesNotContain("Exception", health);
            using var saved = await writer.SendAsync((await writer.OpenAsync("/p/p9/notes")).Form("Note"), ("note", $"written over {name}"));
            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
            Assert.Contains($"written over {name}", (await writer.OpenAsync("/")).Body!.TextContent);

            app.WriteContent(file, Utf8(whole));
            Assert.Contains("\"ready\"", await writer.GetStringAsync("/healthz"));
        }

        app.EditEssay("Forbidden Desire", "Forbidden Desires");
        Assert.Contains("Forbidden Desires", (await writer.OpenAsync("/")).Title);
        await end.CancelAsync();
        Assert.Equal([], await others);
    }

    [Theory]
    [InlineData("essay.md", "a folder")]
    [InlineData("people.yml", "a folder")]
    [InlineData("people.yml", "a link that leads nowhere")]
    [InlineData("figures.yml", "a link to itself")]
    [InlineData("timeline.yml", "a link to a folder")]
    [InlineData("essay.md", "a device without an end")]
    [InlineData("essay.md", "a pipe that never answers")]
    public async Task Something_other_than_a_file_is_reported_and_nobody_waits_for_it(string file, string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.OpenAsync("/");
        var path = Path.Combine(app.ContentFolder, file);
        var whole = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        switch (kind)
        {
            case "a folder":
                Directory.CreateDirectory(path);
                break;
            case "a pipe that never answers":
                using (var made = System.Diagnostics.Process.Start("mkfifo", path))
                {
                    await made.WaitForExitAsync();
                }

                break;
            default:
                File.CreateSymbolicLink(path, kind switch { "a link to itself" => path, "a link to a folder" => app.DataFolder, "a device without an end" => "/dev/zero", _ => Path.Combine(app.ContentFolder, "nothing") });
                break;
        }

        await AfterATickAsync();
        Assert.Contains($"\"{file}:1: ", await reader.GetStringAsync("/healthz"));
        Assert.NotNull((await reader.OpenAsync("/")).QuerySelector("#p9"));
        Assert.NotEmpty((await reader.OpenAsync("/people")).QuerySelectorAll(".person"));

        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path);
        }
        else
        {
            File.Delete(path);
        }

        app.WriteContent(file, whole);
        Assert.Contains("\"ready\"", await reader.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task A_restart_with_broken_files_serves_the_last_good_text_and_reports_it()
    {
        var app = new ReaderApp();
        try
        {
            var reader = app.NewReader();
            await reader.OpenAsync("/");
            var whole = await File.ReadAllTextAsync(Path.Combine(app.ContentFolder, "timeline.yml"));
            app.WriteContent("timeline.yml", Utf8($"- key: [\n{whole}"));
            app = await app.RestartedAsync();
            reader = app.NewReader();

            Assert.NotNull((await reader.OpenAsync("/")).QuerySelector("#p9"));
            Assert.NotEmpty((await reader.OpenAsync("/timeline")).QuerySelectorAll(".event"));
            var health = await reader.GetStringAsync("/healthz");
            Assert.Contains("degraded", health);
            Assert.Contains("timeline.yml:1: ", health);

            app.WriteContent("timeline.yml", Utf8(whole));
            Assert.Contains("\"ready\"", await reader.GetStringAsync("/healthz"));
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_partial_copy_of_a_killed_process_is_deleted_at_the_next_start_unless_another_process_may_be_writing_it()
    {
        await using var app = new ReaderApp();
        Directory.CreateDirectory(app.DataFolder);
        var left = Path.Combine(app.DataFolder, $"last-good-content.zip.{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(left, "half a zip");

        await app.NewReader().OpenAsync("/");
        Assert.False(File.Exists(left));
        Assert.True(File.Exists(Path.Combine(app.DataFolder, "last-good-content.zip")));

        await File.WriteAllTextAsync(left, "half a zip of the first one");
        await using var second = app.SecondProcess();
        await second.NewReader().OpenAsync("/");
        Assert.True(File.Exists(left));
    }

    // The requests that were not answered as expected.
    private static async Task<List<string>> ReadAllTheTimeAsync(ReaderApp app, CancellationToken end)
    {
        var wrong = new List<string>();
        var stranger = app.NewReader();
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var page = Pages[i % Pages.Length];
            using var answer = await stranger.GetAsync(page, CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                wrong.Add($"{page} {answer.StatusCode}");
            }

            await Task.Delay(20, CancellationToken.None); // paced like a reader, not a flood of requests
        }

        return wrong;
    }

    // The files are checked once per clock tick.
    private static async Task AfterATickAsync()
    {
        var tick = Environment.TickCount64;
        while (Environment.TickCount64 == tick)
        {
            await Task.Delay(1);
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
