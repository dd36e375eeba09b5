using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Hosting;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>Every visibility, every onlooker and every address: who sees the words of a note.</summary>
public sealed class WhoSeesWhatTests
{
    private const string Words = "the well-known American thinker";
    private const string Earlier = "zyxwearlier";
    private const string Note = "zyxwsecret";
    private const string Tag = "zyxwtag";

    // Each route that the site maps, and whether the reader's own note is in its answer (with all values that it reads from the query, or without any),
    // or whether it is in that to the holder of a link. A new route fails until it is here.
    private static readonly Dictionary<string, string> Routes = new(StringComparer.Ordinal)
    {
        ["/"] = "own", ["/s/{slug}"] = "own", ["/p/{id}"] = "own", ["/p/{id}/{words}"] = "own", ["/p/{id}/notes"] = "own",
        ["/search"] = "own", ["/cite"] = "none",
        ["/notes"] = "own", ["/notes/{id:guid}"] = "own", ["/notes/{id:guid}/show"] = "own", ["/notes/shown"] = "own", ["/notes/bin"] = "none",
        ["/notes/colours"] = "none", ["/notes/everything"] = "none", ["/notes/start-over"] = "none", ["/notes/anew"] = "none",
        ["/notes/export.md"] = "own", ["/notes/export.jsonld"] = "own", ["/notes/everything.zip"] = "zip",
        ["/annotations/"] = "own", ["/annotations/{id}"] = "own", ["/annotations/{id:guid}"] = "own",
        ["/n/{token}"] = "link", ["/n/{token}/card.png"] = "none",
        ["/settings/me"] = "none", ["/settings/me/name"] = "none", ["/settings/me/sign-in"] = "none", ["/settings/me/device"] = "none", ["/settings/me/code"] = "none", ["/settings/me/passkey"] = "none",
        ["/join/{token}"] = "none",
    };

    [Theory]
    [InlineData("private")]
    [InlineData("shown")]
    [InlineData("shown and deleted")]
    [InlineData("ended")]
    [InlineData("renewed")]
    public async Task Nobody_sees_a_word_that_is_not_for_them(string state)
    {
        await using var app = new ReaderApp();
        var cookie = await app.MarkAsNewReaderAsync("appearances may be deceptive");
        var owner = app.ReaderWith(cookie);
        var id = await owner.MarkAsync(app.Essay, Words, note: Earlier);
        app.Clock.Advance(TimeSpan.FromMinutes(11)); // the first text becomes an earlier version
        using var saved = await owner.SendAsync((await owner.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", Note), ("tags", Tag));
        var former = state == "private" ? "/n/AAAAAAAAAAAAAAAAAAAAAA" : await owner.ShowAsync(id);
        var link = former;
        if (state is "ended" or "renewed")
        {
            using var done = await owner.SendAsync((await owner.OpenAsync($"/notes/{id}/show")).Form(state == "ended" ? "handler=End" : "handler=Renew"));
            link = state == "renewed" ? await owner.LinkOfAsync(id) : former;
        }
        else if (state == "shown and deleted")
        {
            using var deleted = await owner.SendAsync((await owner.OpenAsync($"/notes/{id}")).Form("handler=Delete"));
        }

        var other = app.NewReader();
        await other.MarkAsync(app.Essay, Words, note: "of another reader");
        var isShown = state is "shown" or "renewed";
        var query = Query(id);
        var addresses = await MappedAddresses.OfReadsAsync(app, id, query);

        foreach (var onlooker in new[] { other, app.CreateDefaultClient(), app.NewReader(), app.ReaderWith("reader=forged") })
        {
            foreach (var address in addresses.Concat([former, link, $"{link}/card.png", $"{former}?whole=yes", $"/notes/{id}/show", $"/annotations/?page=0"]))
            {
                var told = await TextAsync(onlooker, address);
                var isTheLink = isShown && address.Split('?')[0] == link;
                Assert.True(told.Contains(Note, StringComparison.Ordinal) == isTheLink, $"{state}: {address}");
                Assert.DoesNotContain(Earlier, told);
                Assert.DoesNotContain(Tag, told);
            }

            foreach (var form in await MappedAddresses.OfFormsAsync(app, id))
            {
                using var answer = await onlooker.PostAsync(form, Forms.Encoded(("version", "1"), ("link", $"{Guid.Empty}"), ("ids", $"{id}"), ("act", "tag"), ("tags", "theirs"), ("id", $"{id}")));
                Assert.DoesNotContain(Note, await answer.Content.ReadAsStringAsync());
            }
        }

        Assert.Equal(isShown ? HttpStatusCode.OK : HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));
        Assert.Equal(state == "shown" ? HttpStatusCode.OK : HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(former));
        Assert.Equal(isShown ? HttpStatusCode.OK : HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync($"{link}/card.png"));
        await app.CheckUnchangedAsync(id, Note);

        if (state != "shown and deleted")
        {
            foreach (var browser in new[] { owner, app.ReaderWith(cookie) }) // the second is another browser with the same cookie
            {
                Assert.Contains(Note, await TextAsync(browser, "/"));
                Assert.Contains(Note, await TextAsync(browser, $"/notes/{id}"));
            }
        }
    }

    [Fact]
    public async Task Every_address_is_in_the_table_and_the_owner_sees_their_note_where_it_says()
    {
        await using var app = new ReaderApp();
        var owner = app.NewReader();
        var words = app.Essay.FindParagraph("p12")!.Blocks[0].Text[..60]; // the paragraph of the addresses
        var id = await owner.MarkAsync(app.Essay, words, note: Note);
        await owner.ShowAsync(id);
        var patterns = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(endpoint => (Pattern: $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}", IsPage: endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null))
            .Where(route => !route.Pattern.Contains("**", StringComparison.Ordinal) && route.Pattern != "/error")
            .Select(route => route.Pattern)
            .ToHashSet(StringComparer.Ordinal);
        var addresses = await MappedAddresses.OfReadsAsync(app, id, Query(id, words.Split(' ').First(word => word.Length > 4).Trim(',', '.')));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            if ((await TextAsync(owner, address)).Contains(Note, StringComparison.Ordinal))
            {
                seen.Add(address.Split('?')[0]);
            }
        }

        var stated = Routes.Where(route => route.Value is "own" or "link").Select(route => route.Key).ToHashSet(StringComparer.Ordinal);
        var faults = new List<string>();
        var unknown = patterns.Where(pattern => !Routes.ContainsKey(pattern) && !IsPublic(pattern)).ToList();
        faults.AddRange(unknown.Select(pattern => $"Say in the table who sees a note at {pattern}"));
        faults.AddRange(seen.Where(address => !stated.Any(pattern => Fits(pattern, address))).Select(address => $"The note is also at {address}"));
        faults.AddRange(stated.Where(pattern => !seen.Any(address => Fits(pattern, address))).Select(pattern => $"The note is not at {pattern}"));
        Assert.Empty(faults);
    }

    // The essay's other pages and files, which have nothing of a reader; the tests above look into them all the same.
    private static bool IsPublic(string pattern) => pattern.Split('/')[1] is "about" or "reading" or "settings" or "shortcuts" or "offline" or "cards" or "links" or "robots.txt" or "revisions"
        or "sentences" or "healthz" or "service-worker.js" or "manifest.webmanifest" or "fonts" or "dist" or "marks.css" or "citations" or "css" or "js" or "people" or "timeline" or "figures" or "introduction"
        or "speakers" or "index" or "parallels" or "map" or "glossary" or "terms" or "annotations.css" or "icon.svg" or "cite.bib" or "cite.ris" or "cite.json" or "essay.md" or "text" or "words" or "since" or "questions" && !pattern.StartsWith("/settings/me", StringComparison.Ordinal);

    private static bool Fits(string pattern, string address)
    {
        var (parts, given) = (pattern.Split('/'), address.Split('/'));
        return parts.Length == given.Length && parts.Zip(given).All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second);
    }

    private static async Task<string> TextAsync(HttpClient onlooker, string address)
    {
        using var answer = await onlooker.GetAsync(address);
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{address}: {answer.StatusCode}");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (answer.Content.Headers.ContentType?.MediaType != "application/zip" || answer.StatusCode != HttpStatusCode.OK)
        {
            return System.Text.Encoding.UTF8.GetString(bytes);
        }

        await using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        var text = "";
        foreach (var entry in archive.Entries)
        {
            using var file = new StreamReader(await entry.OpenAsync());
            text += await file.ReadToEndAsync();
        }

        return text;
    }

    private static Dictionary<string, string> Query(Guid note, string search = "American") => new(StringComparer.Ordinal)
    {
        ["q"] = search, ["p"] = "p10", ["quote"] = Words, ["was"] = "p9x", ["at"] = "0", ["around"] = "p10", ["adjust"] = $"{note}", ["page"] = "1",
        ["block"] = "p10", ["card"] = $"{note}", ["from"] = $"{note}", ["footnotes"] = "correction", ["returnTo"] = "/", ["first"] = "ticket", ["start"] = "0", ["end"] = "20", ["ids"] = $"{note}", ["iris"] = "1", ["saved"] = "yes", ["passkey"] = $"{note}",
    };
}
