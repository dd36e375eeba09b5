using System.Net;

namespace SinoRussia.Web.Tests.Hosting;

public sealed class ProcessTests
{
    private static readonly string Built = typeof(Program).Assembly.Location;

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_to_stops_the_start_with_a_message_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "in the way");

        var (status, said) = await ProgramProcess.RunAsync(Built, folder.Path, $"--Data:Folder={file}");

        Assert.Equal(1, status);
        Assert.Contains(file, said);
        Assert.Contains("Data:Folder", said);
    }

    [Fact]
    public async Task A_broken_essay_stops_the_start_and_names_every_fault_at_once()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "content"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "content", "essay.md"),
            "---\ntitle: T\nlanguage: en\n---\n\n## One {#one}\n\nNo address.\n\n{#p1}\nA note that nobody defines.[^gone]\n");

        var (status, said) = await ProgramProcess.RunAsync(
            Built, folder.Path, $"--Content:Folder={Path.Combine(folder.Path, "content")}", $"--Data:Folder={Path.Combine(folder.Path, "data")}");

        Assert.Equal(1, status);
        Assert.Contains("essay.md:8", said);
        Assert.Contains("essay.md:11", said);
    }

    [Fact]
    public async Task It_serves_from_any_folder_says_nothing_of_what_readers_write_and_stops_when_asked()
    {
        using var folder = new TemporaryFolder();
        using var program = await ProgramProcess.StartAsync(Built, folder.Path);
        using var reader = new HttpClient { BaseAddress = program.Address };
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        var page = await reader.OpenAsync("/p/p9/notes");
        using var saved = await reader.SendAsync(page.Form("Note"), ("note", "a secret thought"));
        var id = (await reader.OpenAsync("/notes")).QuerySelector(".note-card")!.Id!["card-".Length..];
        using var one = await reader.GetAsync($"/notes/{id}");
        using var same = await reader.GetAsync($"/annotations/{id}");

        var (status, log) = await program.StopAsync();
        Assert.Equal(0, status);
        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        Assert.Contains("\"/p/p9/notes\"", log);
        Assert.DoesNotContain("secret", log);
        Assert.DoesNotContain(id, log);
    }
}
