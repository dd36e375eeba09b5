using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Trials;
using SinoRussia.Web.Content;

namespace SinoRussia.Web.Tests.Content;

public sealed class LiveEssayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lines lines = new();
    private readonly LoggerFactory loggers;
    private readonly ILogger<LiveEssay> log;
    private int edits;

    public LiveEssayTests()
    {
        loggers = new LoggerFactory([lines]);
        log = loggers.CreateLogger<LiveEssay>();
    }

    private string EssayPath => Path.Combine(folder.Path, "essay.md");

    public void Dispose()
    {
        loggers.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void An_edition_that_cannot_be_rendered_does_not_replace_one_that_can()
    {
        Write(EssayPath, "The river froze early.");
        var live = new LiveEssay(folder.Path, log, trials: edition => [new Trial("essay.md", 8, () =>
        {
            if (edition.Essay.Text.Contains("thawed"))
            {
                throw new InvalidOperationException("no picture of a thaw");
            }
        })]);

        Write(EssayPath, "The river thawed.");
        Assert.Contains("froze early", live.Current.Text);
        var fault = Assert.Single(live.Faults);
        Assert.Equal(("essay.md", 8), (fault.File, fault.Line));
        Assert.Contains(lines.All, line => line.Contains("no picture of a thaw"));

        Write(EssayPath, "The river froze again.");
        Assert.Contains("froze again", live.Current.Text);
        Assert.Empty(live.Faults);
    }

    [Theory]
    [InlineData(typeof(KeyNotFoundException))]
    [InlineData(typeof(OutOfMemoryException))]
    public void No_exception_while_checking_an_edit_reaches_a_reader(Type kind)
    {
        Write(EssayPath, "The river froze early.");
        var isBroken = false;
        var live = new LiveEssay(folder.Path, log, trials: _ => isBroken ? throw (Exception)Activator.CreateInstance(kind, "a slip of ours")! : []);

        isBroken = true;
        Write(EssayPath, "The river froze late.");

        Assert.Contains("froze early", live.Current.Text);
        Assert.Contains("a slip of ours", Assert.Single(live.Faults).Message);
    }

    [Fact]
    public void An_edit_is_announced_once_when_it_can_be_read_even_if_it_cannot_be_logged()
    {
        Write(EssayPath, "The river froze early.");
        var live = new LiveEssay(folder.Path, log);
        var announced = new List<string>();
        live.EditionChanged += (_, change) => announced.Add($"{change.Edition.Essay.Revision} {live.Current.Revision}");

        lines.Failure = new IOException("the log is full");
        Write(EssayPath, "The river froze late.");

        Assert.Throws<AggregateException>(() => live.Current);
        Assert.Contains("froze late", live.Current.Text);
        Assert.Equal($"{live.Current.Revision} {live.Current.Revision}", Assert.Single(announced));
    }

    [Fact]
    public void An_unreadable_file_is_reported_and_logged_once_and_served_when_it_is_readable()
    {
        Write(EssayPath, "The river froze early.");
        var live = new LiveEssay(folder.Path, log);
        var people = Path.Combine(folder.Path, "people.yml");
        File.CreateSymbolicLink(people, people); // a circular link, because root can read even files without permissions

        for (var i = 0; i < 50; i++)
        {
            Tick();
            Assert.Contains("froze early", live.Current.Text);
            Assert.Equal("people.yml", Assert.Single(live.Faults).File);
        }

        Assert.Single(lines.All, line => line.Contains("broken"));
        File.Delete(people);
        Tick();
        Assert.Empty(live.Faults);
    }

    [Fact]
    public void A_file_behind_a_link_is_reloaded_after_an_edit()
    {
        var real = Path.Combine(folder.Path, "real.md");
        Write(real, "The river froze early.");
        File.CreateSymbolicLink(EssayPath, "real.md");
        var live = new LiveEssay(folder.Path, log);

        Write(real, "The river froze late.");

        Assert.Contains("froze late", live.Current.Text);
    }

    // Kubernetes mounts a ConfigMap like this: every file is a link through one link to a folder, and an update replaces that link.
    [Fact]
    public void Files_behind_a_folder_link_are_reloaded_when_the_link_changes()
    {
        foreach (var (version, words) in new[] { ("v1", "The river froze early."), ("v2", "The river froze late."), ("v3", "{#p1}") })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, version));
            Write(Path.Combine(folder.Path, version, "essay.md"), words);
        }

        var data = Path.Combine(folder.Path, "..data");
        Directory.CreateSymbolicLink(data, "v1");
        File.CreateSymbolicLink(EssayPath, Path.Combine("..data", "essay.md"));
        var live = new LiveEssay(folder.Path, log);
        Assert.Contains("froze early", live.Current.Text);

        Swap("v2");
        Assert.Contains("froze late", live.Current.Text);

        Swap("v3");
        Assert.Contains("froze late", live.Current.Text);
        Assert.NotEmpty(live.Faults);

        void Swap(string version)
        {
            Directory.Delete(data);
            Directory.CreateSymbolicLink(data, version);
            Tick();
        }
    }

    [Fact]
    public void A_start_with_broken_files_uses_the_saved_copy_and_without_one_reports_the_faults()
    {
        Write(EssayPath, "The river froze early.");
        var kept = new LastGoodContent(Path.Combine(folder.Path, "kept.zip"), loggers.CreateLogger<LastGoodContent>());
        _ = new LiveEssay(folder.Path, log, kept);

        Write(EssayPath, "{#p1}");
        var live = new LiveEssay(folder.Path, log, kept);
        Assert.Contains("froze early", live.Current.Text);
        Assert.Equal("essay.md", live.Faults[0].File);

        File.WriteAllText(Path.Combine(folder.Path, "kept.zip"), "no archive");
        Assert.Equal("essay.md", Assert.Throws<EssayFaultsException>(() => new LiveEssay(folder.Path, log, kept)).Faults[0].File);
        Assert.Equal("essay.md", Assert.Throws<EssayFaultsException>(() => new LiveEssay(Path.Combine(folder.Path, "nowhere"), log)).Faults[0].File);
    }

    [Fact]
    public void The_copy_is_saved_at_the_first_start_before_its_folder_exists()
    {
        Write(EssayPath, "The river froze early.");
        var kept = new LastGoodContent(Path.Combine(folder.Path, "data", "kept.zip"), loggers.CreateLogger<LastGoodContent>());

        _ = new LiveEssay(folder.Path, log, kept);

        Assert.Equal(["essay.md"], kept.Read()!.Keys);
    }

    [Fact]
    public void A_copy_that_cannot_be_saved_does_not_prevent_reading()
    {
        Write(EssayPath, "The river froze early.");
        var kept = new LastGoodContent(Path.Combine(EssayPath, "kept.zip"), loggers.CreateLogger<LastGoodContent>()); // the folder of this path is a file

        Assert.Contains("froze early", new LiveEssay(folder.Path, log, kept).Current.Text);
        Assert.Contains(lines.All, line => line.Contains("The copy of this essay cannot be stored"));
    }

    [Fact]
    public async Task The_watch_goes_on_after_a_failure()
    {
        Write(EssayPath, "The river froze early.");
        var live = new LiveEssay(folder.Path, log);
        var announced = Channel.CreateUnbounded<string>();
        live.EditionChanged += (_, change) =>
        {
            announced.Writer.TryWrite(change.Edition.Essay.Text);
            throw new HandlerException();
        };
        var clock = new FakeTimeProvider();
        using var watch = new EditionWatch(live, clock, loggers.CreateLogger<EditionWatch>());
        await watch.StartAsync(TestContext.Current.CancellationToken);

        foreach (var words in new[] { "froze late", "thawed" })
        {
            Write(EssayPath, $"The river {words}.");
            while (!announced.Reader.TryPeek(out _))
            {
                Assert.False(watch.ExecuteTask!.IsCompleted, "The watch has ended.");
                clock.Advance(TimeSpan.FromSeconds(2));
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            Assert.Contains(words, await announced.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        await watch.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains(lines.All, line => line.Contains(nameof(HandlerException)));
        Assert.True(watch.ExecuteTask!.IsCompletedSuccessfully);
    }

    private void Write(string path, string paragraph)
    {
        File.WriteAllText(path, $"---\ntitle: On Rivers\nlanguage: en\n---\n\n## Ice {{#ice}}\n\n{{#p1}}\n{paragraph}\n", Encoding.UTF8);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(++edits));
        Tick();
    }

    // The files are checked once per clock tick.
    private static void Tick()
    {
        var tick = Environment.TickCount64;
        SpinWait.SpinUntil(() => Environment.TickCount64 != tick);
    }

    private sealed class HandlerException : Exception;
}
