using System.Diagnostics;
using System.Text.Json;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Tests.Hosting;

namespace SinoRussia.Web.Tests.Annotations;

public sealed class AnchorCommandTests
{
    private const string Before =
        "The river froze early that year, and the merchants of Kyakhta who had come down with their tea looked at the sky. " +
        "Nobody had told them that the treaty was signed. Sledges were sent for, and the price of silver rose by a third.";

    private static readonly string After = "At last! " + Before.Replace(" Nobody had told them that the treaty was signed.", "");

    private static readonly string[] Questions =
    [
        JsonSerializer.Serialize(new { kind = "doc", doc = "d", before = Before, after = After }),
        Question("d/0", "the price of silver"),
        Question("d/1", "told them that the treaty was signed"),
    ];

    [Theory]
    [InlineData]
    [InlineData("--quote-only")]
    public async Task Every_line_is_answered_by_one_line_of_JSON_and_nothing_else(params string[] options)
    {
        using var folder = new TemporaryFolder();

        var (status, answers) = await AskAsync(folder.Path, options);

        Assert.Equal(0, status);
        Assert.Equal(
            [("ready", null), ("anchored", "the price of silver"), ("orphan", null)],
            answers.Select(line => JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!).Select(a => (a.Status, a.Start is { } start && a.End is { } end ? After[start..end] : null)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path)); // no site was started: no data folder
    }

    [Fact]
    public async Task An_option_that_is_not_known_is_refused()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, (await AskAsync(folder.Path, ["--quoteonly"])).Status);
    }

    private static async Task<(int Status, string[] Answers)> AskAsync(string workingFolder, string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "anchor", .. options])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var command = Process.Start(start)!; // null only where a shell reuses a process
        var said = command.StandardOutput.ReadToEndAsync();
        try
        {
            await command.StandardInput.WriteAsync(string.Join('\n', Questions));
            command.StandardInput.Close();
        }
        catch (IOException)
        {
            // It refused, and is gone without having read anything.
        }

        await command.WaitForExitAsync();
        return (command.ExitCode, (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Question(string id, string words)
    {
        var start = Before.IndexOf(words, StringComparison.Ordinal);
        var target = Anchoring.Describe(Before, "before", new Passage(start, start + words.Length));
        return JsonSerializer.Serialize(new { kind = "case", id, doc = "d", exact = words, prefix = target.Quote.Prefix, suffix = target.Quote.Suffix, start, end = start + words.Length });
    }

    private sealed record Answer(string Status, int? Start, int? End);
}
