using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using SinoRussia.Essays;
using SinoRussia.Web.Content;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Tests;

/// <summary>The whole application with a folder of its own: SQLite file, copy of the content, clock. One per test, or one per class where the tests
/// differ only in readers.</summary>
internal sealed class ReaderApp : WebApplicationFactory<Program>
{
    private static readonly string OwnersContent = typeof(Program).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!;

    private readonly Dictionary<string, string> settings = [];
    private readonly string folder;
    private bool ownsFolder = true;
    private int edits;
    private string? unedited;

    public ReaderApp()
        : this(Directory.CreateTempSubdirectory("reader-").FullName)
    {
        CopyContent();
        MigratedDatabase.CopyTo(DataFolder);
    }

    private ReaderApp(string folder)
    {
        this.folder = folder;
        settings["Data:Folder"] = DataFolder;
        settings["Content:Folder"] = ContentFolder;
    }

    public string DataFolder => Path.Combine(folder, "data");

    public string ContentFolder => Path.Combine(folder, "content");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    /// <summary>The essay that the application serves now.</summary>
    public Essay Essay => Services.GetRequiredService<LiveEssay>().Current;

    /// <summary>The same, with its supplements.</summary>
    public Edition Edition => Services.GetRequiredService<LiveEssay>().Edition;

    private string EssayPath => Path.Combine(ContentFolder, "essay.md");

    /// <summary>An application before its very first start: without a data folder.</summary>
    public static ReaderApp WithoutData()
    {
        var app = new ReaderApp(Directory.CreateTempSubdirectory("reader-").FullName);
        app.CopyContent();
        return app;
    }

    /// <summary>With the beginning of the essay only, see <see cref="ShortContent"/>.</summary>
    public static ReaderApp WithShortEssay()
    {
        var app = new ReaderApp(Directory.CreateTempSubdirectory("reader-").FullName);
        Directory.CreateDirectory(app.ContentFolder);
        MigratedDatabase.CopyTo(app.DataFolder);
        ShortContent.CopyTo(app.ContentFolder, OwnersContent);
        return app;
    }

    /// <summary>Replaces the essay by another Markdown text without supplements.</summary>
    public static ReaderApp WithEssay(string markdown)
    {
        var app = new ReaderApp(Directory.CreateTempSubdirectory("reader-").FullName);
        Directory.CreateDirectory(app.ContentFolder);
        MigratedDatabase.CopyTo(app.DataFolder);
        File.WriteAllText(app.EssayPath, markdown);
        return app;
    }

    /// <summary>Another edition, with these files.</summary>
    public static ReaderApp WithContent(IReadOnlyDictionary<string, string> files)
    {
        var app = WithEssay(files["essay.md"]);
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(app.ContentFolder, name), text);
        }

        return app;
    }

    /// <summary>Sets a configuration value, before the first request.</summary>
    public ReaderApp With(string setting, string value)
    {
        settings[setting] = value;
        return this;
    }

    /// <summary>Another process with the same folder, while this one runs.</summary>
    public ReaderApp SecondProcess() => new(folder) { ownsFolder = false };

    /// <summary>Stops this process, and makes another one with the same folder.</summary>
    public async Task<ReaderApp> RestartedAsync()
    {
        ownsFolder = false;
        await DisposeAsync();
        return new ReaderApp(folder);
    }

    /// <summary>Edits the essay's file, as the editor would.</summary>
    public void EditEssay(string words, string instead)
    {
        var before = File.ReadAllText(EssayPath);
        Assert.Contains(words, before);
        EditEssay(text => text.Replace(words, instead));
    }

    /// <summary>Removes a paragraph and the line with its address from the essay's file.</summary>
    public void RemoveParagraph(string id) => EditEssay(text =>
    {
        var pieces = text.Split("\n\n").ToList();
        pieces.RemoveAll(piece => piece.StartsWith($"{{#{id}}}", StringComparison.Ordinal));
        return string.Join("\n\n", pieces);
    });

    /// <summary>Restores the essay's file to its state before the first edit.</summary>
    public void UndoEdits() => EditEssay(text => unedited ?? text);

    /// <remarks>Without the files that list the essay's paragraphs one by one or quote them: after almost any edit the editor would have to change
    /// them too.</remarks>
    public void EditEssay(Func<string, string> edit)
    {
        EditableContent.Apply(ContentFolder);
        var before = File.ReadAllText(EssayPath);
        unedited ??= before;
        WriteContent("essay.md", Encoding.UTF8.GetBytes(edit(before)));
    }

    /// <summary>Writes a content file, replacing whatever was there.</summary>
    public void WriteContent(string name, byte[] bytes)
    {
        var path = Path.Combine(ContentFolder, name);
        if (new FileInfo(path).LinkTarget is not null)
        {
            File.Delete(path); // deletes a link, not its target
        }

        File.WriteAllBytes(path, bytes);

        // The files are checked once per clock tick, and no real editor saves twice within one.
        var tick = Environment.TickCount64;
        SpinWait.SpinUntil(() => Environment.TickCount64 != tick);

        // Two edits within one tick of the file system's clock would look like no edit.
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(++edits));
    }

    /// <summary>A browser of its own: stores cookies, follows no redirects, and posts as if from our own page.</summary>
    public HttpClient NewReader()
    {
        var client = CreateDefaultClient(new ResendingHandler(), new CookieContainerHandler());
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    /// <summary>A browser that sends exactly these cookies, whatever the site sets.</summary>
    public HttpClient ReaderWith(string cookies)
    {
        var client = CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookies);
        return client;
    }

    /// <summary>Whether these words are in any file of the database, including its write-ahead log.</summary>
    public async Task<bool> IsOnDiskAsync(string words)
    {
        foreach (var file in Directory.EnumerateFiles(DataFolder, "reader.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            if (Encoding.Latin1.GetString(content.ToArray()).Contains(words, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        ReleaseHost();
        if (ownsFolder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A timer of the framework's rate limiter, which is never disposed, keeps this object alive. Without this it would keep the whole application, 10 MB.
    private void ReleaseHost()
    {
        foreach (var field in typeof(WebApplicationFactory<Program>).GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => !field.FieldType.IsValueType))
        {
            field.SetValue(this, null);
        }
    }

    private void CopyContent()
    {
        Directory.CreateDirectory(ContentFolder);
        foreach (var file in Directory.EnumerateFiles(OwnersContent))
        {
            File.Copy(file, Path.Combine(ContentFolder, Path.GetFileName(file)));
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Replace(ServiceDescriptor.Singleton(_ => new BatchedOutput(Stream.Null))); // the results of tests go through standard output; log lines within them made the runner lose some
        });
    }
}
