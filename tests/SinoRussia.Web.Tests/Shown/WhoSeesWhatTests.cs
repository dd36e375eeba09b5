using System.IO.Compression;
using System.Net;
using System.Text;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Hosting;
using SinoRussia.Web.Tests.SignIn;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>Every visibility, every onlooker and every address: who sees the words of a note.</summary>
public sealed class WhoSeesWhatTests
{
    private const string Earlier = "zyxwearlier";
    private const string Note = "zyxwsecret";
    private const string Tag = "zyxwtag";
    private const string Another = "another reader";
    private const string NoLink = "/n/AAAAAAAAAAAAAAAAAAAAAA";

    [Fact]
    public async Task Every_address_is_in_the_table()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose(); // starts the application

        var faults = NoteAddresses.Unknown(app).Select(route => $"Say in the table who sees a note at {route}").Concat(NoteAddresses.Gone(app).Select(route => $"There is no {route} any more")).ToList();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Theory]
    [InlineData("private")]
    [InlineData("shown")]
    [InlineData("in a reading")]
    [InlineData("without a name")]
    [InlineData("held back")]
    [InlineData("deleted")]
    [InlineData("shown and deleted")]
    [InlineData("ended")]
    [InlineData("renewed")]
    public async Task Nobody_sees_a_word_that_is_not_for_them(string state)
    {
        await using var app = state == "shown" ? new ReaderApp() : ReaderApp.WithShortEssay(); // once with all pages of the edition
        var cookie = await app.MarkAsNewReaderAsync("appearances may be deceptive");
        var owner = app.ReaderWith(cookie);
        var words = app.Essay.FindParagraph("p12")!.Blocks[0].Text[..60]; // the paragraph of the addresses
        var id = await owner.MarkAsync(app.Essay, words, note: Earlier);
        app.Clock.Advance(TimeSpan.FromMinutes(11)); // the first text becomes an earlier version
        using var saved = await owner.SendAsync((await owner.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", Note), ("tags", Tag));
        var (former, link) = await BringIntoAsync(app, owner, id, words, state);
        var isShown = state is "shown" or "renewed" or "in a reading";
        var isDeleted = state.Contains("deleted", StringComparison.Ordinal);

        var query = Query(id, words);
        var addresses = (await MappedAddresses.OfReadsAsync(app, id, query))
            .Concat([former, link, $"{link}/card.png", $"{link}?whole=yes", $"{former}?whole=yes", $"/notes/{id}/show", "/annotations/?page=0"]).Distinct().ToList();
        var reader = await app.ReaderWithAsync(cookie: cookie);

        foreach (var device in new[] { cookie, (await app.SignInAsync("", reader)).Cookie })
        {
            await CheckOwnerAsync(app.ReaderWith(device), addresses, isDeleted ? NoteIs.InBin : NoteIs.Own, isShown, state);
        }

        foreach (var (onlooker, browser) in await OthersAsync(app, reader, words))
        {
            // One of them at the pages of the essay that have nothing of a reader: these are the same for all.
            foreach (var address in addresses.Where(address => onlooker == Another || !NoteAddresses.IsPublic(address)))
            {
                var told = await TextAsync(browser, address);
                var isTheLink = isShown && address.Split('?')[0] == link;
                Assert.True(told.Contains(Note, StringComparison.Ordinal) == isTheLink, $"{state}, {onlooker}: {address}");
                Assert.DoesNotContain(Earlier, told);
                Assert.DoesNotContain(Tag, told);
            }

            foreach (var form in (await MappedAddresses.OfFormsAsync(app, id)).Where(form => !form.Contains("SignOut", StringComparison.Ordinal)))
            {
                using var answer = await browser.PostAsync(form, Forms.Encoded(("version", "1"), ("link", $"{Guid.Empty}"), ("ids", $"{id}"), ("act", "tag"), ("tags", "theirs"), ("id", $"{id}")));
                Assert.DoesNotContain(Note, await answer.Content.ReadAsStringAsync());
            }
        }

        Assert.Equal(isShown ? HttpStatusCode.OK : HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));
        Assert.Equal(isShown ? HttpStatusCode.OK : HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync($"{link}/card.png"));
        Assert.Equal(isShown && former == link ? HttpStatusCode.OK : HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(former));
        Assert.Contains(Note, (await app.AnnotationsAsync()).Single(annotation => annotation.Id == id).Note);

        using var deleted = await owner.PostAsync("/notes/everything?handler=Delete", Forms.Encoded(("sure", "yes")));
        foreach (var browser in new[] { app.ReaderWith(cookie), app.CreateDefaultClient() })
        {
            foreach (var address in addresses.Where(address => !NoteAddresses.IsPublic(address)))
            {
                Assert.False((await TextAsync(browser, address)).Contains(Note, StringComparison.Ordinal), $"{state}, everything deleted: {address}");
            }
        }

        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));
    }

    // Only where the table says, and there really.
    private static async Task CheckOwnerAsync(HttpClient owner, IReadOnlyList<string> addresses, NoteIs where, bool isShown, string state)
    {
        var faults = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            if ((await TextAsync(owner, address)).Contains(Note, StringComparison.Ordinal))
            {
                seen.UnionWith(NoteAddresses.Of(address));
                if (!NoteAddresses.IsAt(address, where) && !(isShown && NoteAddresses.IsAt(address, NoteIs.Shown)))
                {
                    faults.Add($"The note is also at {address}");
                }
            }
        }

        var isListed = state is "shown" or "renewed" or "held back" or "without a name"; // of a reading, the list has only the number
        var expected = NoteAddresses.With(where).Where(route => isListed || route != "/notes/shown").Concat(isShown ? NoteAddresses.With(NoteIs.Shown) : []);
        faults.AddRange(expected.Except(seen, StringComparer.Ordinal).Select(route => $"The note is not at {route}"));
        Assert.Empty(faults);
    }

    private static async Task<(string Former, string Link)> BringIntoAsync(ReaderApp app, HttpClient owner, Guid id, string words, string state)
    {
        switch (state)
        {
            case "private":
                return (NoLink, NoLink);
            case "deleted":
                using (await owner.SendAsync((await owner.OpenAsync($"/notes/{id}")).Form("handler=Delete")))
                {
                    return (NoLink, NoLink);
                }

            case "without a name":
                using (await owner.SendAsync((await owner.OpenAsync($"/notes/{id}")).Form("handler=Show")))
                {
                    var waiting = $"/n/{Assert.Single(await app.NoteLinksAsync()).Token}";
                    return (waiting, waiting);
                }

            case "in a reading":
                await owner.ShowAllAsync();
                using (await owner.SendAsync((await owner.OpenAsync("/notes/shown")).Form("handler=Name"), ("name", "Ada")))
                {
                    var reading = Assert.Single(await owner.LinksAsync());
                    return (reading, reading);
                }
        }

        var link = await owner.ShowAsync(id);
        using var done = state switch
        {
            "held back" => await owner.SendMarkAsync(Marks.Fields(app.Essay, words, note: "more")),
            "shown and deleted" => await owner.SendAsync((await owner.OpenAsync($"/notes/{id}")).Form("handler=Delete")),
            "ended" or "renewed" => await owner.SendAsync((await owner.OpenAsync($"/notes/{id}/show")).Form(state == "ended" ? "handler=End" : "handler=Renew")),
            _ => null,
        };
        return (link, state == "renewed" ? await owner.LinkOfAsync(id) : link);
    }

    private static async Task<IReadOnlyList<(string Onlooker, HttpClient Browser)>> OthersAsync(ReaderApp app, Guid reader, string words)
    {
        var other = app.NewReader();
        await other.MarkAsync(app.Essay, words, note: "of another reader");
        var signedOut = (await app.SignInAsync("", reader)).Cookie;
        using var done = await app.ReaderWith(signedOut).PostAsync("/settings/me?handler=SignOutHere", Forms.Encoded(("sure", "yes")));
        return [(Another, other), ("nobody", app.CreateDefaultClient()), ("a new browser", app.NewReader()), ("a forged cookie", app.ReaderWith("reader=forged")), ("signed out", app.ReaderWith(signedOut))];
    }

    private static async Task<string> TextAsync(HttpClient onlooker, string address)
    {
        using var answer = await onlooker.GetAsync(address);
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{address}: {answer.StatusCode}");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (answer.Content.Headers.ContentType?.MediaType != "application/zip" || answer.StatusCode != HttpStatusCode.OK)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        await using var archive = new ZipArchive(new MemoryStream(bytes));
        var text = "";
        foreach (var entry in archive.Entries)
        {
            using var file = new StreamReader(await entry.OpenAsync());
            text += await file.ReadToEndAsync();
        }

        return text;
    }

    private static Dictionary<string, string> Query(Guid note, string words) => new(StringComparer.Ordinal)
    {
        ["q"] = words.Split(' ').First(word => word.Length > 4).Trim(',', '.'), ["p"] = "p10", ["quote"] = "the well-known American thinker", ["was"] = "p9x", ["at"] = "0", ["around"] = "p10", ["adjust"] = $"{note}", ["page"] = "1",
        ["block"] = "p10", ["card"] = $"{note}", ["from"] = $"{note}", ["footnotes"] = "correction", ["returnTo"] = "/", ["first"] = "ticket", ["start"] = "0", ["end"] = "20", ["ids"] = $"{note}", ["iris"] = "1", ["saved"] = "yes", ["passkey"] = $"{note}",
    };
}
