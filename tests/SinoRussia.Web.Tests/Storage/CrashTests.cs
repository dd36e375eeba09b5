using System.Globalization;
using System.Net;
using Microsoft.Data.Sqlite;
using SinoRussia.Web.Tests.Hosting;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>Kills the real program (SIGKILL) while readers save, again and again with the same folder.</summary>
/// <remarks>Twice by default; <c>READER_KILLS=100</c>, which <c>tests/nightly.sh</c> sets, makes it a hundred. A kill cannot show that an
/// answer waits for the disk; <see cref="DiskTests"/> counts syncs for that.</remarks>
public sealed class CrashTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const int Readers = 8;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("READER_KILLS") ?? "2", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_acknowledged_note_is_stored_once_however_often_the_program_is_killed()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261125);
        var writers = Enumerable.Range(0, Readers).Select(_ => new Writer()).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var program = await ProgramProcess.StartAsync(typeof(Program).Assembly.Location, folder.Path);
            var underLoad = new CountdownEvent(random.Next(1, 80)); // sometimes during the first save, sometimes under full load
            var writing = writers.Select(writer => writer.WriteUntilKilledAsync(program.Address, underLoad)).ToList();
            await Task.WhenAny(Task.Run(underLoad.Wait), Task.WhenAll(writing)); // the latter when every writer has failed
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
        Assert.Equal(acknowledged.Count, stored.Count); // nothing is stored twice, and nothing that was never acknowledged
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

    /// <summary>Saves notes one after the other, and like an outbox repeats requests that were not answered.</summary>
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
                // The process was killed. It is unknown whether the last note was saved, so it is sent again to the next process.
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
                // another writer was the last
            }
        }
    }
}
