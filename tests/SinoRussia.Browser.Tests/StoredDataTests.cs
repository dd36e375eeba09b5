using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Browsers hold data that earlier versions of the scripts stored: the names of databases, keys and fields stay.</summary>
public sealed class StoredDataTests(Site site) : IClassFixture<Site>
{
    private const string Noted = "Friedman comes to the most important issue";
    private const string Highlighted = "appearances may be deceptive";
    private const string Begun = "It is at best an alliance";

    // As the first landed versions wrote them: a change in the database, one in the local storage, a draft, and a reading position.
    private const string Store =
        """
        async ({ base, text, revision, noted, highlighted, begun }) => {
          const targetOf = exact => ({ start: text.indexOf(exact), end: text.indexOf(exact) + exact.length, revision, exact });
          const entryOf = (key, exact, id, colour, words) => {
            const target = targetOf(exact);
            const fields = Object.entries({ id, revision, start: target.start, end: target.end, exact, prefix: text.slice(target.start - 32, target.start), suffix: text.slice(target.end, target.end + 32), note: words, colour });
            return {
              action: `${base}notes?handler=Mark`, fields: fields.map(([name, value]) => [name, String(value)]), kind: "Mark", id, words, colour: colour.toLowerCase(), quote: exact, target,
              tab: "00000000-0000-4000-8000-000000000000", at: 1760000000000, stamp: `stamp ${key}`, follows: false, key, isKept: true,
            };
          };
          const database = await new Promise((resolve, reject) => {
            const request = indexedDB.open(`reader ${base}`, 1);
            request.onupgradeneeded = () => request.result.createObjectStore("kept", { keyPath: "key", autoIncrement: true });
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
          const transaction = database.transaction("kept", "readwrite");
          const target = targetOf(begun);
          transaction.objectStore("kept").put(entryOf(1760000000000000, noted, "00000000-0000-4000-8000-000000000001", "Amber", "Written before the update"));
          transaction.objectStore("kept").put({ words: "Begun before the update", quote: begun, target, address: base, key: `draft ${target.start}-${target.end} ${revision}`, at: 1760000000000, isKept: true });
          await new Promise(resolve => (transaction.oncomplete = resolve));
          database.close();
          localStorage.setItem(`reader ${base} kept 1760000000000001`, JSON.stringify(entryOf(1760000000000001, highlighted, "00000000-0000-4000-8000-000000000002", "Green", "")));
          localStorage.setItem(`reader ${base} place`, JSON.stringify({ id: "p31", from: 100 }));
        }
        """;

    [Fact]
    public async Task Changes_drafts_and_the_reading_position_of_an_earlier_version_are_taken_up()
    {
        await using var visit = await site.VisitAsync();
        var essay = visit.App.Essay;
        await visit.Page.GotoAsync("/healthz"); // a page of the site without our scripts
        await visit.Page.EvaluateAsync(Store, new { @base = "/", text = essay.Text, revision = essay.Revision, noted = Noted, highlighted = Highlighted, begun = Begun });

        await visit.OpenAsync("/");

        await Expect(visit.Page.Locator(".continue")).ToContainTextAsync("Continue at");
        await Expect(visit.Page.Locator(".my-note .note-body")).ToHaveTextAsync("Written before the update");
        await Expect(visit.Page.Locator("#essay mark[data-colour=green]")).ToHaveTextAsync(Highlighted);
        await visit.Page.Locator(".unsaved").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("Begun before the update");
        var saved = await visit.Page.EvaluateAsync<JsonElement>("async () => (await (await fetch('/annotations/?iris=0')).json()).total");
        Assert.Equal(2, saved.GetInt32());
    }
}
