using System.Diagnostics;
using System.Text.Json;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>The line protocol with which an external program measures anchoring.</summary>
public sealed class AnchorVerbTests
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
    public async Task Every_line_is_answered_with_exactly_one_line_of_JSON(params string[] options)
    {
        using var folder = new TemporaryFolder();

        var (status, answers, _) = await AskAsync(folder.Path, options, Questions);

        Assert.Equal(0, status);
        Assert.Equal(
            [("ready", null), ("anchored", "the price of silver"), ("orphan", null)],
            answers.Select(line => JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!).Select(a => (a.Status, a.Start is { } start && a.End is { } end ? After[start..end] : null)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path)); // it leaves no files behind
    }

    [Fact]
    public async Task An_unknown_option_is_refused()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, (await AskAsync(folder.Path, ["--quoteonly"], Questions)).Status);
    }

    [Theory]
    [InlineData("{}", "Line 2: 'kind' is neither")]
    [InlineData("""{"kind":"docs"}""", "Line 2: 'kind' is neither")]
    [InlineData("null", "Line 2: 'kind' is neither")]
    [InlineData("", "Line 2 is not a JSON object")]
    [InlineData("[1]", "Line 2 is not a JSON object")]
    [InlineData("""{"kind":"case","start":"four"}""", "Line 2 is not a JSON object")]
    public async Task An_invalid_line_is_reported(string line, string message)
    {
        using var folder = new TemporaryFolder();

        var (status, answers, said) = await AskAsync(folder.Path, [], [Questions[0], line, Questions[1]]);

        Assert.Equal(1, status);
        Assert.Single(answers); // the lines before it are answered
        Assert.Contains(message, said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task A_mark_before_any_text_is_reported()
    {
        using var folder = new TemporaryFolder();

        var (status, answers, said) = await AskAsync(folder.Path, [], Questions[1..]);

        Assert.Equal((1, 0), (status, answers.Length));
        Assert.Contains("Line 1: a mark comes before", said);
    }

    private static async Task<(int Status, string[] Answers, string Said)> AskAsync(string workingFolder, string[] options, string[] questions)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SinoRussia.Benchmarks.dll"), "anchor", .. options])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var command = Process.Start(start)!; // null only where a shell reuses a process
        var answers = command.StandardOutput.ReadToEndAsync();
        var said = command.StandardError.ReadToEndAsync();
        try
        {
            await command.StandardInput.WriteAsync(string.Join('\n', questions));
            command.StandardInput.Close();
        }
        catch (IOException)
        {
            // it refused the option and exited without reading its input
        }

        await command.WaitForExitAsync();
        return (command.ExitCode, (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries), await said);
    }

    private static string Question(string id, string words)
    {
        var start = Before.IndexOf(words, StringComparison.Ordinal);
        var target = Anchoring.Describe(Before, "before", new Passage(start, start + words.Length));
        return JsonSerializer.Serialize(new { kind = "case", id, doc = "d", exact = words, prefix = target.Quote.Prefix, suffix = target.Quote.Suffix, start, end = start + words.Length });
    }

    private sealed record Answer(string Status, int? Start, int? End);
}
