using System.Text.Json;

namespace SinoRussia.Web.Tests.Offline;

public sealed class OfflineReadingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/reader")]
    public async Task Every_file_in_the_service_worker_and_the_manifest_exists(string pathBase)
    {
        await using var app = new ReaderApp().With("Site:PathBase", pathBase);
        var reader = app.NewReader();

        var worker = await reader.GetStringAsync($"{pathBase}/service-worker.js");
        var manifest = JsonDocument.Parse(await reader.GetStringAsync($"{pathBase}/manifest.webmanifest")).RootElement;

        var named = worker.Split('\n').Where(line => line.StartsWith("const FILES", StringComparison.Ordinal) || line.StartsWith("const PAGES", StringComparison.Ordinal))
            .SelectMany(line => line.Split('"').Where(part => part.StartsWith('/')))
            .Concat(manifest.GetProperty("icons").EnumerateArray().Select(icon => icon.GetProperty("src").GetString()!))
            .ToList();
        Assert.Contains(named, path => path.StartsWith($"{pathBase}/dist/reader.", StringComparison.Ordinal));
        Assert.Contains(named, path => path.Contains("sentence-mode.", StringComparison.Ordinal)); // a late part of the script
        Assert.Contains(named, path => path.StartsWith($"{pathBase}/dist/more.", StringComparison.Ordinal));
        Assert.Equal(named.Distinct(), named.Take(named.Count - 1)); // the large icon is listed twice
        foreach (var path in named)
        {
            using var answer = await reader.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, path);
            Assert.StartsWith($"{pathBase}/", path);
        }

        Assert.Equal($"{pathBase}/", manifest.GetProperty("start_url").GetString());
    }

    [Fact]
    public async Task The_sentences_are_those_of_the_served_text_only()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        var sentences = JsonSerializer.Deserialize<int[][]>(await reader.GetStringAsync($"/sentences/{app.Essay.Revision}"))!;

        Assert.Contains(sentences, s => app.Essay.Text[s[0]..s[1]].StartsWith("It is at best an alliance", StringComparison.Ordinal));
        using var other = await reader.GetAsync($"/sentences/{new string('0', 64)}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, other.StatusCode);
    }
}
