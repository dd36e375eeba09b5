using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>Showing notes without script, as a person does.</summary>
internal static class ShownLinks
{
    public const string Name = "Ada";

    /// <summary>Shows a note with a link of its own, and returns the path of the link.</summary>
    public static async Task<string> ShowAsync(this HttpClient reader, Guid note, string name = Name)
    {
        var form = (await reader.OpenAsync($"/notes/{note}/show")).Form($"{note}/show");
        using var answer = await reader.SendAsync(form, form.QuerySelector("[name=name]") is null ? [] : [("name", name)]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await reader.LinkOfAsync(note);
    }

    /// <summary>Shows all that the list of notes finds with one link.</summary>
    public static async Task ShowAllAsync(this HttpClient reader, string query = "")
    {
        using var answer = await reader.SendAsync((await reader.OpenAsync($"/notes{query}")).Form("handler=Show"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    /// <summary>The path of a note's own link, from its page.</summary>
    public static async Task<string> LinkOfAsync(this HttpClient reader, Guid note) =>
        new Uri((await reader.OpenAsync($"/notes/{note}/show")).QuerySelector(".link-forms input[readonly]")!.GetAttribute("value")!).PathAndQuery;

    /// <summary>The paths in the list of what the reader has shown, newest first.</summary>
    public static async Task<IReadOnlyList<string>> LinksAsync(this HttpClient reader) =>
        [.. (await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".link-forms input[readonly]").Select(field => new Uri(field.GetAttribute("value")!).PathAndQuery)];

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient reader, string address)
    {
        using var answer = await reader.GetAsync(address);
        return answer.StatusCode;
    }

    /// <summary>All links that are stored.</summary>
    public static async Task<List<NoteLink>> NoteLinksAsync(this ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        return await db.NoteLinks.AsNoTracking().Include(link => link.Shown).ToListAsync();
    }

    /// <summary>Makes another link that shows the same, and returns its path.</summary>
    public static async Task<string> TwinOfAsync(this ReaderApp app, string path)
    {
        var link = (await app.NoteLinksAsync()).Single(one => path.EndsWith(one.Token, StringComparison.Ordinal));
        var twin = new NoteLink { Id = Guid.NewGuid(), ReaderId = link.ReaderId, EssayId = link.EssayId, Token = SecretToken.Create(), Choice = link.Choice, CreatedAt = link.CreatedAt };
        foreach (var shown in link.Shown)
        {
            twin.Shown.Add(new ShownAnnotation { LinkId = twin.Id, AnnotationId = shown.AnnotationId });
        }

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        db.Add(twin);
        await db.SaveChangesAsync();
        return $"/n/{twin.Token}";
    }

    /// <summary>Takes the table of links out of the database, so that every answer about one fails.</summary>
    public static async Task BreakLinksAsync(this ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"""ALTER TABLE "NoteLinks" RENAME TO "Gone" """);
    }
}
