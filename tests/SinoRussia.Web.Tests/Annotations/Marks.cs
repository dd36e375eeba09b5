using AngleSharp.Html.Dom;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>What the toolbar on a selection sends.</summary>
internal static class Marks
{
    public static (string Name, string Value)[] Fields(Essay essay, string words, string colour = "Amber", string? note = null, Guid? id = null)
    {
        var start = essay.Text.IndexOf(words, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The essay does not contain '{words}'.");
        var target = Anchoring.Describe(essay.Text, essay.Revision, new Passage(start, start + words.Length));
        return
        [
            ("id", (id ?? Guid.NewGuid()).ToString()),
            ("revision", essay.Revision),
            ("start", $"{target.Position.Start}"),
            ("end", $"{target.Position.End}"),
            ("exact", target.Quote.Exact),
            ("prefix", target.Quote.Prefix),
            ("suffix", target.Quote.Suffix),
            ("colour", colour),
            ("note", note ?? ""),
        ];
    }

    /// <summary>Different words to mark: the same words again would change the mark that is there.</summary>
    public static IEnumerable<string> Sentences(Essay essay) =>
        essay.Elements.SelectMany(element => element.Blocks).SelectMany(Essays.Sentences.In).Select(essay.TextOf).Distinct(StringComparer.Ordinal);

    public static (string Name, string Value)[] With(this (string Name, string Value)[] fields, string name, string value) =>
        [.. fields.Where(field => field.Name != name), (name, value)];

    /// <summary>Marks words of the essay as the toolbar does, or as the card in which a note is written, and returns the id of the new annotation.</summary>
    public static async Task<Guid> MarkAsync(this HttpClient reader, Essay essay, string words, string colour = "Amber", string? note = null)
    {
        var id = Guid.NewGuid();
        using var answer = await reader.SendMarkAsync(Fields(essay, words, colour, note, id));
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return id;
    }

    /// <summary>Marks these words as a new reader, with the note "kept", and returns their cookie.</summary>
    public static async Task<string> MarkAsNewReaderAsync(this ReaderApp app, string words)
    {
        using var marked = await app.NewReader().SendMarkAsync(Fields(app.Essay, words, note: "kept"));
        return marked.Cookie();
    }

    public static async Task<HttpResponseMessage> SendMarkAsync(this HttpClient reader, (string Name, string Value)[] fields)
    {
        var page = await reader.OpenAsync("/");
        var hasNote = fields.Any(field => field is { Name: "note", Value.Length: > 0 });
        var form = hasNote ? ((IHtmlTemplateElement)page.QuerySelector("#new-note")!).Content.QuerySelector("form") : page.QuerySelector("passage-toolbar form");
        return await reader.FetchAsync((IHtmlFormElement)form!, hasNote ? fields : [.. fields.Where(field => field.Name != "note")]); // the form is on the page
    }
}
