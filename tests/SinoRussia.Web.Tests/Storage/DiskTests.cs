using System.Net;
using SinoRussia.Web.Tests.Hosting;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>The real program on real disks: full disks, and files that it may not write.</summary>
public sealed class DiskTests
{
    private static readonly string Assembly = typeof(Program).Assembly.Location;

    [Nightly]
    [Fact]
    public async Task A_full_disk_is_reported_while_reading_works_and_forms_give_the_words_back_until_there_is_space()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        Assert.SkipUnless(Tool.Run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", data), "Only root can mount a small disk.");
        try
        {
            using var program = await ProgramProcess.StartAsync(Assembly, folder.Path);
            using var reader = new RealReader(program.Address);
            Assert.Equal(HttpStatusCode.SeeOther, (await reader.WriteAsync("before")).Status);
            var filler = Path.Combine(data, "filler");
            Fill(filler);

            // SQLite first uses the space that it has already allocated.
            var note = new string('n', 19_000);
            var (status, page) = (HttpStatusCode.SeeOther, "");
            for (var i = 0; i < 200 && status == HttpStatusCode.SeeOther; i++)
            {
                (status, page) = await reader.WriteAsync(note);
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains(note, page);
            Assert.Contains("The disk is full", await reader.GetAsync("/healthz"));
            Assert.Contains("id=\"p52\"", await reader.GetAsync("/"));
            Assert.Contains("before", await reader.GetAsync("/notes"));

            File.Delete(filler);
            Assert.Equal(HttpStatusCode.SeeOther, (await reader.WriteAsync(note)).Status);
            Assert.Contains("\"ready\"", await reader.GetAsync("/healthz"));
            await program.StopAsync();
        }
        finally
        {
            Tool.Run("umount", data);
        }
    }

    [Fact]
    public async Task A_read_only_database_is_reported_its_notes_are_shown_and_forms_give_the_words_back()
    {
        Assert.SkipUnless(Environment.UserName == "root" && Tool.Run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "test", "-r", Assembly),
            "The test needs a user without root rights, and cannot change the user here.");
        using var folder = new TemporaryFolder();
        using var reader = new RealReader();
        using (var first = await ProgramProcess.StartAsync(Assembly, folder.Path))
        {
            reader.Address = first.Address;
            Assert.Equal(HttpStatusCode.SeeOther, (await reader.WriteAsync("before")).Status);
            await first.StopAsync();
        }

        var database = Path.Combine(folder.Path, "data", "reader.db");
        Assert.True(Tool.Run("chown", "-R", "65534:65534", folder.Path) && Tool.Run("chown", "0:0", database) && Tool.Run("chmod", "0644", database));

        using var program = await ProgramProcess.StartAsNobodyAsync(Assembly, folder.Path);
        reader.Address = program.Address;
        var (status, page) = await reader.WriteAsync("words of an hour");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("words of an hour", page);
        Assert.Contains("The database is read-only", await reader.GetAsync("/healthz"));
        Assert.Contains("id=\"p52\"", await reader.GetAsync("/"));
        Assert.Contains("before", await reader.GetAsync("/notes"));
    }

    // Killing the process cannot show that an answer waited for the disk, because the system writes its buffers all the same. Counting syncs can.
    [Fact]
    public async Task Every_answer_waits_for_its_own_sync()
    {
        const int Saves = 25;
        Assert.SkipUnless(Tool.Run("strace", "-o", "/dev/null", "true"), "strace is missing here or not allowed to trace.");
        using var folder = new TemporaryFolder();
        var trace = Path.Combine(folder.Path, "syncs");
        using var program = await ProgramProcess.StartTracedAsync(Assembly, folder.Path, trace);
        using var reader = new RealReader(program.Address);
        await reader.WriteAsync("the first also makes keys");
        var before = Syncs(trace);

        for (var i = 0; i < Saves; i++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await reader.WriteAsync($"note {i}")).Status);
        }

        var syncs = Syncs(trace) - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Saves} saves one after the other, {syncs} syncs");
        Assert.InRange(syncs, Saves, int.MaxValue);
    }

    private static int Syncs(string trace)
    {
        using var stream = new FileStream(trace, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var lines = new StreamReader(stream);
        return lines.ReadToEnd().Split('\n').Count(line => line.Contains("sync(", StringComparison.Ordinal));
    }

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            // the aim is a full disk
        }
    }
}
