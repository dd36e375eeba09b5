using System.Net;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Marks that cannot be saved as asked.</summary>
public sealed class RefusedMarksTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task A_selection_of_only_white_space_is_refused()
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, "\n"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Select some", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Friedman")] // is elsewhere, and was not here before
    [InlineData("a word that an extension put there")]
    public async Task Words_that_differ_from_the_text_at_their_position_are_refused_and_nothing_is_saved(string instead)
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, "Geopolitical Futures").With("exact", instead));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("passage-changed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"));
    }

    [Theory]
    [InlineData("exact", "words that the essay never uses, not one of them anywhere", "not in the essay")]
    [InlineData("colour", "Chartreuse", "no such colour")]
    [InlineData("colour", "2", "no such colour")]
    public async Task An_invalid_mark_is_refused_with_a_reason(string field, string value, string reason)
    {
        var app = shared.App;
        var reader = app.NewReader();
        var fields = Marks.Fields(app.Essay, Words).With("start", "0").With("end", "5").With("prefix", "").With("suffix", "").With(field, value);

        using var answer = await reader.SendMarkAsync(fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync());
        Assert.Empty((await reader.OpenAsync("/")).QuerySelectorAll("mark"));
    }

    [Fact]
    public async Task A_passage_longer_than_the_limit_is_refused()
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, app.Essay.Text[..12_001].TrimEnd() + app.Essay.Text[app.Essay.Text[..12_001].TrimEnd().Length..12_100]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("12,000", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_id_that_is_already_used_is_refused_and_nothing_changes()
    {
        var app = shared.App;
        var (reader, other) = (app.NewReader(), app.NewReader());
        var id = await reader.MarkAsync(app.Essay, Words, note: "Mine");

        using var answer = await other.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "Theirs", id: id));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("id-foreign", (await answer.DocumentAsync()).QuerySelector(".refusal")!.GetAttribute("data-code"));
        Assert.Contains("Mine", (await reader.OpenAsync("/notes")).Body!.TextContent);
    }
}
