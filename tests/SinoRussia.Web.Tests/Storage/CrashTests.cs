using System.Globalization;
using System.Net;
using Microsoft.Data.Sqlite;
using SinoRussia.Web.Tests.Hosting;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>The real program is killed (SIGKILL) while readers save, again and again over the same folder.</summary>
/// <remarks>Three times by default; <c>READER_KILLS=100</c>, as <c>tests/nightly.sh</c> has it, makes it a hundred. What a kill cannot
/// show, that an answer waits for the disk, <see cref="DiskTests"/> counts.</remarks>
public sealed class CrashTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const int Readers = 8;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("READER_KILLS") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_acknowledged_note_is_stored_once_however_often_the_program_is_killed()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261125);
        var writers = Enumerable.Range(0, Readers).Select(_ => new Writer()).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var program = await ProgramProcess.StartAsync(typeof(Program).Assembly.Location, folder.Path);
            var underLoad = new CountdownEvent(random.Next(1, 80)); // sometimes at the first save, sometimes in full swing
            var writing = writers.Select(writer => writer.WriteUntilKilledAsync(program.Address, underLoad)).ToList();
            await Task.WhenAny(Task.Run(underLoad.Wait), Task.WhenAll(writing)); // the latter when every writer failed
            program.Kill();
            await Task.WhenAll(writing);
        }

        using (var last = await ProgramProcess.StartAsync(typeof(Program).Assembly.Location, folder.Path))
        {
            await Task.WhenAll(writers.Select(writer => writer.SendAgainAsync(last.Address)));
            await last.StopAsync();
        }

        var stored = await StoredAsync(Path.Combine(folder.Path, "data", "reader.db"));
        var acknowledged = writers.SelectMany(writer => writer.Acknowledged).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {acknowledged.Count} acknowledged, {writers.Sum(writer => writer.Repeated)} of them sent twice, {stored.Count} stored");
        Assert.True(acknowledged.Count > Kills);
        Assert.Empty(acknowledged.Except(stored.Select(row => row.Id)));
        Assert.Equal(acknowledged.Count, stored.Count); // nothing twice, and nothing that nobody knows of
        writers.ForEach(writer => writer.Dispose());
        Assert.All(stored, row => Assert.Equal($"note {row.Id:D}", row.Note));
    }

    private static async Task<List<(Guid Id, string Note)>> StoredAsync(string file)
    {
        await using var database = new SqliteConnection($"Data Source={file};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync());
        command.CommandText = "SELECT Id, Note FROM Annotations";
        await using var rows = await command.ExecuteReaderAsync();
        var stored = new List<(Guid, string)>();
        while (await rows.ReadAsync())
        {
            stored.Add((rows.GetGuid(0), rows.GetString(1)));
        }

        return stored;
    }

    /// <summary>Saves one note after the other, and like an outbox sends again what was not answered.</summary>
    private sealed class Writer : IDisposable
    {
        private readonly RealReader reader = new();
        private Guid? unanswered;

        public List<Guid> Acknowledged { get; } = [];

        public int Repeated { get; private set; }

        public async Task WriteUntilKilledAsync(Uri address, CountdownEvent underLoad)
        {
            reader.Address = address;
            try
            {
                while (true)
                {
                    await SendAsync();
                    if (!underLoad.IsSet)
                    {
                        Count(underLoad);
                    }
                }
            }
            catch (HttpRequestException)
            {
                // Killed. Whether the last one was saved is unknown; it is sent again to the next.
            }
        }

        public async Task SendAgainAsync(Uri address)
        {
            reader.Address = address;
            if (unanswered is not null)
            {
                await SendAsync();
            }
        }

        public void Dispose() => reader.Dispose();

        private async Task SendAsync()
        {
            Repeated += unanswered is null ? 0 : 1;
            var id = unanswered ??= Guid.NewGuid();
            var status = await reader.CreateAsync(id, Words, $"note {id:D}");
            Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, $"{status}");
            Acknowledged.Add(id);
            unanswered = null;
        }

        private static void Count(CountdownEvent underLoad)
        {
            try
            {
                underLoad.Signal();
            }
            catch (InvalidOperationException)
            {
                // Another was the last.
            }
        }
    }
}
