using System.Diagnostics;
using System.Reflection;

namespace SinoRussia.Benchmarks;

/// <summary>An app as it is deployed: published and compiled ahead of time into a folder that is deleted at the end.</summary>
internal sealed class PublishedApp : IDisposable
{
    private static readonly Dictionary<string, string> Metadata = typeof(PublishedApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);

    private readonly string folder;
    private readonly string assembly;

    private PublishedApp(string project, string folder, string assembly)
    {
        (this.folder, this.assembly) = (folder, Path.Combine(folder, assembly));
        Run(["publish", project, "--configuration", "Release", "--output", folder]);
    }

    public static PublishedApp Reader() =>
        new(Path.Combine(Metadata["RepositoryRoot"], "src", "SinoRussia.Web"), NewFolder(), "SinoRussia.Web.dll");

    /// <summary>The smallest Razor Pages app with a database.</summary>
    public static PublishedApp EmptyApp()
    {
        var source = NewFolder();
        Directory.CreateDirectory(Path.Combine(source, "Pages"));
        File.WriteAllText(Path.Combine(source, "Empty.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishReadyToRun>true</PublishReadyToRun>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="{Metadata["RuntimeFamily"]}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(source, "Program.cs"), """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRazorPages();
            builder.Services.AddDbContext<Db>(options => options.UseSqlite($"Data Source={Path.Combine(AppContext.BaseDirectory, "empty.db")}"));
            var app = builder.Build();
            using (var scope = app.Services.CreateScope()) scope.ServiceProvider.GetRequiredService<Db>().Database.EnsureCreated();
            app.MapRazorPages();
            app.Run();
            class Db(DbContextOptions<Db> options) : DbContext(options) { public DbSet<Row> Rows => Set<Row>(); }
            class Row { public int Id { get; set; } }
            """);
        File.WriteAllText(Path.Combine(source, "Pages", "Index.cshtml"), "@page\n<!DOCTYPE html><title>Empty</title><p>Empty</p>\n");
        var published = new PublishedApp(source, NewFolder(), "Empty.dll");
        Directory.Delete(source, recursive: true);
        return published;
    }

    /// <summary>Starts it with a data folder of its own, and waits for its first page.</summary>
    public Server Start()
    {
        var (data, address) = (NewFolder(), Server.FreeAddress());
        var start = new ProcessStartInfo("dotnet", [assembly, $"--urls={address}", $"--Data:Folder={data}", "--Quota:Notes=1000000", "--Quota:Megabytes=4096"]) { WorkingDirectory = data };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return new Server(start, data, address);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string NewFolder() => Directory.CreateTempSubdirectory("reader-").FullName;

    private static void Run(string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!; // null only where a shell reuses a process
        var said = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException(said);
        }
    }
}
