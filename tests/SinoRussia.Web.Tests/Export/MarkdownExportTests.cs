using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Export;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Export;

/// <summary>The Markdown export, parsed again: its quotations, notes, tags and names are exactly those that were stored.</summary>
public sealed partial class MarkdownExportTests
{
    private static readonly string[] Notes =
    [
        "Compare:\n```\nthe 1950 treaty", "~~~ c\nint x;", "````\n```\nnot closed", "<!-- see above", "text <!-- see above", "<div>\n\n<b>open", "<script>alert(1)</script>", "<?php", "<![CDATA[ x",
        "# My big idea", "###### deep", "A title\n===", "Another\n---", "two\nlines\n===", "---", "***", "* * *", "- one\n- two\n\n  more", "1950. The alliance", "7) seven\n8) eight",
        "[1]: http://one.example", "See [it][1] and [1].\n\n[1]: http://one.example \"A (title)\"", "Only [1] here", "![a][p]\n\n[p]: http://p.example", "[^1]: A footnote\n\nand [^1]", "> quoted\nlazy", ">",
        "| a | b |\n|---|---|\n| 1 | 2 |", "\tindented by a tab\n\tagain", "-\ttab\n\n\tinside", "`a <b` c> `", "a `` ` `` <b>", "<http://auto.example> and http://bare.example", "[a](<b c>)", @"\<b> \\<b> \[^1]",
        "&lt;b&gt; &amp; &#35;", "{#id} {.class}", "*[HTML]: text", "$$\nx\n$$", "::: box\ninside", "term\n:   meaning", "עברית (NATO), כולל!", "مرحبا # <b>", "- [ ] task", "a  \nb\\\nc", "    code <b>", "1. a\n   ```\n   open",
        "> ```\n> open in a quotation", "* a\n  * b\n    * c\n      <!-- d", "[x]: <", "[a]:\n<div>", "*[a*]", "``", "[[wiki]] %%hidden%%", "@name :smile: ==mark==", "\u2028line", "<a href=\"`\">`", "[<b>](http://x.example)", "Setext <b>\n===",
    ];

    private static readonly MarkdownPipeline Elsewhere = NoteMarkdown.Syntax().Build();

    [Fact]
    public async Task Every_note_is_a_separate_entry_with_quotation_tags_and_colour()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        const string Name = "# *mine* | [x](y) <b> `c` &amp;";
        const string Tags = "*star*, [link](http://x), # head, <b>, `code`, a_b_c, 1950.";
        using var named = await reader.SendAsync((await reader.OpenAsync("/notes/colours")).Form("colours"), ("amber", Name));
        foreach (var note in Notes)
        {
            var bodies = Tags.Split(", ").Select(tag => new JsonObject { ["type"] = "TextualBody", ["purpose"] = "tagging", ["value"] = tag });
            using var created = await reader.PostAsync("/annotations/", new StringContent(
                new JsonObject
                {
                    ["type"] = "Annotation",
                    ["bodyValue"] = note,
                    ["body"] = new JsonArray([.. bodies]),
                    ["target"] = new JsonObject { ["source"] = "http://localhost/", ["selector"] = new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = "the well-known American thinker" } },
                }.ToJsonString(),
                Encoding.UTF8,
                "application/json"));
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }

        var markdown = await reader.GetStringAsync("/notes/export.md");
        var items = Items(markdown, headings: 2);

        // Markdown that no program would render, or that others render differently from this site, is exported as it was typed.
        string[] verbatim = ["[1]: http://one.example", "[a]:\n<div>", "[x]: <"];
        Assert.Equal(Notes.Select(note => verbatim.Contains(note) ? Verbatim(note) : RenderedHere(note)).Order(StringComparer.Ordinal), items.Select(item => item.Note).Order(StringComparer.Ordinal));
        Assert.All(items, item =>
        {
            Assert.Equal("the well-known American thinker", item.Quotation);
            Assert.Contains($"amber ({Name})", item.Metadata);
            Assert.Contains($"tags: {Tags}", item.Metadata);
            Assert.EndsWith("2026 09:00 UTC", item.Metadata);
        });
    }

    [Theory]
    [InlineData("1950. The alliance was concluded")]
    [InlineData("# Heading")]
    [InlineData("- a list")]
    [InlineData("I. Roman")]
    [InlineData("*a* _b_ `c` <d> [e](f) | ~~g~~ ==h== $i$ &amp; \\j ^^k {l}")]
    [InlineData("+ plus")]
    [InlineData("> more")]
    [InlineData("--- ===")]
    public async Task Quotations_and_titles_stay_text_whatever_they_look_like(string words)
    {
        var escaped = SignsOfMarkdown.Replace(words, @"\$0");
        await using var app = ReaderApp.WithEssay($"---\ntitle: '{words}'\nlanguage: en\n---\n\n## {escaped} {{#one}}\n\n{{#p1}}\n{escaped}\n\n{{#p2}}\nMore of it.\n");
        var reader = app.NewReader();
        Assert.StartsWith($"{words}\n{words}\n", app.Essay.Text);
        await reader.MarkAsync(app.Essay, "More of it.");
        using var saved = await reader.SendAsync((await reader.OpenAsync("/p/p1/notes")).Form("Note"), ("note", "on all of it"));

        foreach (var pipeline in new[] { Elsewhere, new MarkdownPipelineBuilder().UseAdvancedExtensions().Build() })
        {
            var document = Markdown.Parse(await reader.GetStringAsync("/notes/export.md"), pipeline);

            Assert.Equal([$"Notes on {words}", words], document.Descendants<HeadingBlock>().Select(Words));
            Assert.Equal([words, "More of it."], document.Descendants<QuoteBlock>().Select(quote => string.Join('\n', quote.Descendants<ParagraphBlock>().Select(Words))));
        }
    }

    /// <summary>Random combinations of pieces of Markdown.</summary>
    [Fact]
    public void Any_note_is_exported_as_the_site_shows_it_and_stays_separate()
    {
        string[] pieces =
        [
            "\n", "\n\n", "    ", "\t", " ", "a", "word ", "# ", "```", "~~~", "`", "<!--", "-->", "<b>", "</b>", "<div>", "<", ">", "> ", "- ", "* ", "1. ", "[a]", "[a]: x", "[^1]", "(x)", "![", "]", "|", "---", "===", "\\", "&lt;", "*", "_", "~~", "{#a}", "$$", ":::", "é", "א", "😀",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 14].Select(chosen => string.Concat(chosen.Select(i => pieces[i]))).Sample(
            note =>
            {
                if (NoteMarkdown.Check(note) is not null || string.IsNullOrWhiteSpace(note))
                {
                    return;
                }

                var typed = note.Trim();
                var item = string.Join('\n', $"> q\n\nm\n\n{PortableNote.Of(typed)}".Split('\n').Select((line, i) => i == 0 ? $"-   {line}" : line.Length == 0 ? line : $"    {line}"));
                var items = Items($"{item}\n\n-   > next\n\n    m\n\n    after", headings: 0);
                var shown = RenderedHere(typed);

                Assert.Equal(2, items.Count);
                Assert.Equal(("next", "m", "<p>after</p>"), items[1]);
                Assert.True(items[0].Note == shown || items[0].Note == Verbatim(typed), $"{typed}\n\n{items[0].Note}\n\n{shown}");
            },
            iter: 2_000,
            threads: 1);
    }

    private static List<(string Quotation, string Metadata, string Note)> Items(string markdown, int headings)
    {
        var document = Markdown.Parse(markdown, Elsewhere);
        Assert.Equal(headings, document.OfType<HeadingBlock>().Count());
        return [.. document.OfType<ListBlock>().SelectMany(list => list.OfType<ListItemBlock>()).Select(item =>
        {
            var (quotation, metadata) = (Assert.IsType<QuoteBlock>(item[0]), Assert.IsType<ParagraphBlock>(item[1]));
            return (string.Join('\n', quotation.Descendants<ParagraphBlock>().Select(Words)), Words(metadata), Normal(string.Concat(item.Skip(2).Select(Html))));
        })];
    }

    private static string Html(Block block)
    {
        using var writer = new StringWriter();
        var renderer = new Markdig.Renderers.HtmlRenderer(writer);
        Elsewhere.Setup(renderer);
        renderer.Render(block);
        return writer.ToString();
    }

    private static string RenderedHere(string note) =>
        Normal(Markdown.ToHtml(note.ReplaceLineEndings("\n").Trim(), NoteMarkdown.Syntax().DisableHtml().Build()));

    // Headings in a note are below those of the file. Empty lines at the end of code, and white space in an empty line of it, are not visible.
    private static string Normal(string html) => CodeEnd.Replace(BlankLine.Replace(Heading.Replace(html, "${slash}h>"), ""), "").Trim();

    private static string Verbatim(string note) => Normal($"<pre><code>{note.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)}</code></pre>");

    private static string Words(LeafBlock block) => string.Concat(block.Inline!.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        CodeInline code => $"`{code.Content}`",
        _ => "",
    }));

    [GeneratedRegex("(?<slash></?)h[1-6]>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"\n+(?=</code>)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeEnd { get; }

    [GeneratedRegex(@"(?m)(?<=^|<code[^>]*>)[ \t]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlankLine { get; }

    [GeneratedRegex(@"[\\`*_\[\]<>|~#$^={}&+-]|(?<=^\w+)\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignsOfMarkdown { get; }
}
