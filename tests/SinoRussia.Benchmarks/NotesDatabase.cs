using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Content;
using SinoRussia.Web.Export;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Storage.Sqlite;
using SinoRussia.Web.WebAnnotation;

namespace SinoRussia.Benchmarks;

/// <summary>The site without HTTP, with a database in which one reader has a given number of notes.</summary>
internal sealed class NotesDatabase : IAsyncDisposable
{
    private const int Seed = 1689;

    private readonly DirectoryInfo folder;
    private readonly ServiceProvider services;
    private readonly AsyncServiceScope scope;
    private readonly LiveEssay live;

    private NotesDatabase(DirectoryInfo folder)
    {
        this.folder = folder;
        var content = folder.CreateSubdirectory("content");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "content")))
        {
            File.Copy(file, Path.Combine(content.FullName, Path.GetFileName(file)));
        }

        live = new LiveEssay(content.FullName, NullLogger<LiveEssay>.Instance);
        var data = new DataFolder(new DataSettings { Folder = folder.CreateSubdirectory("data").FullName });
        var collection = new ServiceCollection();
        collection.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        collection.AddSingleton(TimeProvider.System);
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddScoped(_ => live.Current);
        collection.AddSingleton(live);
        collection.AddStorage();
        collection.AddSqlite();
        collection.AddSingleton(data);
        collection.AddReaders();
        collection.AddWriter();
        collection.AddRevisions();
        collection.AddAnnotations();
        collection.AddReanchoring();
        collection.AddSingleton<SiteAddress>();
        collection.AddScoped<WebAnnotations>();
        collection.AddScoped<MarkdownExport>();
        collection.AddScoped<JsonExport>();
        collection.AddScoped<ReaderArchive>();
        services = collection.BuildServiceProvider();
        scope = services.CreateAsyncScope();
    }

    public static async Task<NotesDatabase> OfAsync(int notes)
    {
        var database = new NotesDatabase(Directory.CreateTempSubdirectory("reader-database-"));
        await database.services.GetRequiredService<DatabaseInitializer>().TryOpenAsync(CancellationToken.None);
        await database.services.GetRequiredService<WriteQueue>().StartAsync(CancellationToken.None);
        await database.services.GetRequiredService<RevisionStore>().EnsureStoredAsync(database.live.Current, CancellationToken.None);
        database.Enter();
        await database.FillAsync(notes);
        return database;
    }

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>The current request is stored in an AsyncLocal, so the caller who measures must set it.</summary>
    public void Enter() => services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
    {
        RequestServices = scope.ServiceProvider,
        Request = { Scheme = "http", Host = new HostString("localhost") },
    };

    /// <summary>Edits the essay: changes a word in every tenth paragraph.</summary>
    public void Edit()
    {
        var file = Path.Combine(folder.FullName, "content", "essay.md");
        File.WriteAllText(file, File.ReadAllText(file).Replace("Throughout most of modern history", "All through most of modern history", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(5));
        Thread.Sleep(50); // the site checks the files once per clock tick
    }

    /// <summary>The CPU time of an action, and how much the memory of the process grew.</summary>
    public static async Task<(double Milliseconds, double Megabytes)> MeasureAsync(Func<Task> act)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var process = Process.GetCurrentProcess();
        var (before, highest, isDone) = (Environment.WorkingSet, 0L, false);
        var watcher = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                highest = Math.Max(highest, Environment.WorkingSet);
                Thread.Sleep(5);
            }
        });
        watcher.Start();
        process.Refresh();
        var began = process.TotalProcessorTime;
        await act();
        process.Refresh();
        var cpu = process.TotalProcessorTime - began;
        Volatile.Write(ref isDone, true);
        watcher.Join();
        return (cpu.TotalMilliseconds, Math.Max(0, highest - before) / (double)(1 << 20));
    }

    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<WriteQueue>().StopAsync(CancellationToken.None);
        await scope.DisposeAsync();
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    // Quotations of 60 characters, two tags each, and a note of 200 characters on every other one. The reviewers measured with the same.
    private async Task FillAsync(int notes)
    {
        var (essay, dice, reader) = (live.Current, new Random(Seed), Get<CurrentReader>().IdToSave());
        var note = string.Concat(Enumerable.Repeat("what I think of it ", 11))[..200];
        foreach (var chunk in Enumerable.Range(0, notes).Chunk(500))
        {
            await services.GetRequiredService<WriteQueue>().WriteAsync((db, _) =>
            {
                foreach (var at in chunk)
                {
                    var start = dice.Next(essay.Text.Length - 100);
                    var target = Anchoring.Describe(essay.Text, essay.Revision, new Passage(start, start + 60));
                    var anchor = StoredAnchor.Of(Anchoring.Locate(essay.Text, essay.Revision, target), essay.Revision);
                    var content = new AnnotationContent(HighlightColour.Green, at % 2 == 0 ? note : null, [string.Create(CultureInfo.InvariantCulture, $"tag {at % 30}"), "treaty"]);
                    db.Add(Annotation.Create(Guid.CreateVersion7(), reader, essay.Id, target, anchor, content, DateTimeOffset.UtcNow));
                }

                return Task.FromResult(true);
            }, CancellationToken.None);
        }
    }
}
