using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Storage;

namespace SinoRussia.Web.Tests.Readers;

/// <summary>Damaged or missing keys of the readers' cookies: no reader is told that they have no notes, and no cookie is overwritten.</summary>
public sealed class KeyTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData("deleted", "are missing from the folder keys")]
    [InlineData("emptied", "cannot be read (key-")]
    [InlineData("cut", "cannot be read (key-")]
    [InlineData("filled with something else", "cannot be read (key-")]
    [InlineData("without its secret", "cannot be read (key-")]
    [InlineData("another server's", "older than the keys")]
    public async Task Without_the_key_the_essay_is_served_nothing_is_lost_and_everything_works_once_the_key_is_back(string fault, string problem)
    {
        var first = new ReaderApp();
        var cookie = await first.MarkAsNewReaderAsync(Words);
        var keys = Path.Combine(first.DataFolder, "keys");
        await using var app = await first.RestartedAsync();
        if (fault == "another server's")
        {
            app.Clock.Advance(TimeSpan.FromDays(2));
        }

        var kept = Directory.EnumerateFiles(keys).ToDictionary(file => file, File.ReadAllBytes);
        await DamageAsync(keys, fault);
        var reader = app.ReaderWith(cookie);

        await AssertNotesAreUnavailableAsync(app, reader, problem);

        foreach (var file in Directory.Exists(keys) ? Directory.EnumerateFiles(keys).ToList() : [])
        {
            File.Delete(file);
        }

        Directory.CreateDirectory(keys);
        foreach (var (file, bytes) in kept)
        {
            await File.WriteAllBytesAsync(file, bytes);
        }

        Assert.Contains("kept", (await reader.OpenAsync("/notes")).QuerySelector(".note-body")!.TextContent);
        Assert.Single((await reader.OpenAsync("/")).QuerySelectorAll("#p10 mark"));
    }

    [Fact]
    public async Task Keys_that_disappear_while_the_site_runs_are_reported_and_readers_are_not_affected()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words, note: "kept");
        Directory.Delete(Path.Combine(app.DataFolder, "keys"), recursive: true);

        Assert.Contains("have disappeared from the folder keys", await reader.GetStringAsync("/healthz"));
        Assert.Single((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"));
        Assert.Contains("have disappeared from the folder keys", await reader.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task An_old_key_is_used_until_a_new_one_can_be_written()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words, note: "kept");
        var before = Directory.GetFiles(Path.Combine(app.DataFolder, "keys"));

        app.Clock.Advance(TimeSpan.FromDays(89));
        await reader.MarkAsync(app.Essay, "appearances may be deceptive");

        Assert.Equal(before.Length + 1, Directory.GetFiles(Path.Combine(app.DataFolder, "keys")).Length);
        Assert.Equal(2, (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Length);
    }

    [Fact]
    public async Task A_site_unused_for_longer_than_a_key_lasts_still_recognises_its_readers()
    {
        var first = new ReaderApp();
        var cookie = await first.MarkAsNewReaderAsync(Words);
        await using var app = await first.RestartedAsync();
        Expire(Path.Combine(app.DataFolder, "keys"));

        Assert.Contains("kept", await app.ReaderWith(cookie).GetStringAsync("/notes"));
    }

    [Fact]
    public async Task An_expired_key_is_used_while_its_folder_is_read_only_and_replaced_when_it_is_writable()
    {
        var first = new ReaderApp();
        var cookie = await first.MarkAsNewReaderAsync(Words);
        var keys = Path.Combine(first.DataFolder, "keys");
        await using var app = await first.RestartedAsync();
        var (name, expired) = Expire(keys);
        Assert.SkipUnless(Tool.Run("mount", "-t", "tmpfs", "tmpfs", keys), "Only a mount can make a folder read-only for root.");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(keys, name), expired);
            Assert.True(Tool.Run("mount", "-o", "remount,ro", keys));
            var reader = app.ReaderWith(cookie);

            Assert.Contains("kept", await reader.GetStringAsync("/notes"));
            await reader.MarkAsync(app.Essay, "appearances may be deceptive");
            await app.NewReader().MarkAsync(app.Essay, Words, note: "somebody new");
            Assert.Contains("No new key for readers", await reader.GetStringAsync("/healthz"));
            Assert.Single(Directory.GetFiles(keys));

            Assert.True(Tool.Run("mount", "-o", "remount,rw", keys));
            await app.NewReader().MarkAsync(app.Essay, Words);
            Assert.Equal(2, Directory.GetFiles(keys).Length);
            Assert.Contains("kept", await reader.GetStringAsync("/notes"));
            Assert.DoesNotContain("No new key", await reader.GetStringAsync("/healthz"));
        }
        finally
        {
            Tool.Run("umount", keys);
        }
    }

    [Theory]
    [InlineData("two secrets")]
    [InlineData("a pipe that never answers")]
    [InlineData("a folder")]
    [InlineData("deeply nested elements")]
    [InlineData("a hundred megabytes")]
    public async Task A_file_among_the_keys_that_is_not_a_key_is_reported_and_the_others_work(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && kind.StartsWith("a pipe", StringComparison.Ordinal), "Windows has no such files.");
        var first = new ReaderApp();
        var cookie = await first.MarkAsNewReaderAsync(Words);
        var keys = Path.Combine(first.DataFolder, "keys");
        await using var app = await first.RestartedAsync();
        var (odd, key) = (Path.Combine(keys, "key-odd.xml"), await File.ReadAllTextAsync(Directory.EnumerateFiles(keys).Single()));
        var secret = key[key.IndexOf("<masterKey", StringComparison.Ordinal)..(key.IndexOf("</masterKey>", StringComparison.Ordinal) + "</masterKey>".Length)];
        switch (kind)
        {
            case "a pipe that never answers":
                Assert.True(Tool.Run("mkfifo", odd));
                break;
            case "a folder":
                Directory.CreateDirectory(odd);
                break;
            case "a hundred megabytes":
                await using (var sparse = File.Create(odd))
                {
                    sparse.SetLength(100_000_000);
                }

                break;
            default:
                await File.WriteAllTextAsync(odd, kind switch
                {
                    "two secrets" => key.Replace(secret, secret + secret),
                    _ => string.Concat(Enumerable.Repeat("<a>", 30_000)),
                });
                break;
        }

        var reader = app.ReaderWith(cookie);

        Assert.Contains("kept", await reader.GetStringAsync("/notes"));
        await app.NewReader().MarkAsync(app.Essay, Words);
        Assert.Equal(kind != "a folder", (await reader.GetStringAsync("/healthz")).Contains("key-odd.xml"));
    }

    private static async Task AssertNotesAreUnavailableAsync(ReaderApp app, HttpClient reader, string problem)
    {
        using var essay = await reader.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, essay.StatusCode);
        Assert.Contains("cannot be read just now", (await essay.DocumentAsync()).QuerySelector(".essay-head")!.TextContent);
        foreach (var address in new[] { "/notes", "/notes/bin", "/notes/everything", "/notes/everything.zip", "/notes/export.md", "/annotations/", "/p/p9/notes" })
        {
            using var answer = await reader.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.ServiceUnavailable), (address, answer.StatusCode));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        using var refused = await reader.PostAsync("/notes?handler=Mark", Forms.Encoded(Marks.Fields(app.Essay, Words, note: "words of an hour")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
        Assert.Equal("words of an hour", (await refused.DocumentAsync()).QuerySelector("textarea[name=note]")!.TextContent.Trim());
        using var forget = await reader.PostAsync("/notes/everything?handler=Delete", Forms.Encoded(("sure", "yes")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, forget.StatusCode);
        Assert.False(forget.Headers.Contains("Set-Cookie"));

        var health = JsonNode.Parse(await reader.GetStringAsync("/healthz"))!;
        Assert.Equal("degraded", (string)health["status"]!);
        Assert.Contains(problem, string.Join(' ', health["problems"]!.AsArray().Select(p => (string)p!)));
        Assert.DoesNotContain(app.DataFolder, health.ToJsonString());

        // New readers are served, and can save unless that needs a key that cannot be created.
        var stranger = app.NewReader();
        await stranger.MarkAsync(app.Essay, Words);
    }

    private static async Task DamageAsync(string keys, string fault)
    {
        foreach (var file in Directory.EnumerateFiles(keys).ToList())
        {
            var text = await File.ReadAllTextAsync(file);
            switch (fault)
            {
                case "emptied":
                    await File.WriteAllTextAsync(file, "");
                    break;
                case "cut":
                    await File.WriteAllTextAsync(file, text[..(text.Length / 2)]);
                    break;
                case "filled with something else":
                    await File.WriteAllTextAsync(file, "<key><descriptor/></key>");
                    break;
                case "without its secret":
                    await File.WriteAllTextAsync(file, text[..text.IndexOf("<value>", StringComparison.Ordinal)] + "<value>" + text[text.IndexOf("</value>", StringComparison.Ordinal)..]);
                    break;
                default:
                    File.Delete(file);
                    break;
            }
        }

        if (fault == "deleted")
        {
            Directory.Delete(keys);
        }
        else if (fault == "another server's")
        {
            await using var other = new ReaderApp();
            other.Clock.Advance(TimeSpan.FromDays(2));
            await other.NewReader().MarkAsync(other.Essay, Words);
            File.Copy(Directory.GetFiles(Path.Combine(other.DataFolder, "keys")).Single(), Path.Combine(keys, "key-other.xml"));
        }
    }
    // Makes the keys older, as if years had passed.
    private static (string Name, string Xml) Expire(string keys)
    {
        var file = Directory.EnumerateFiles(keys).Single();
        var key = File.ReadAllText(file);
        var expired = Regex.Replace(key, "<(creation|activation|expiration)Date>[^<]*<", date => $"<{date.Groups[1].Value}Date>2020-0{(date.Groups[1].Value == "expiration" ? 4 : 1)}-01T00:00:00Z<");
        Assert.NotEqual(key, expired);
        File.WriteAllText(file, expired);
        return (Path.GetFileName(file), expired);
    }
}
