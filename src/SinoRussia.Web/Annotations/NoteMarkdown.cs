using System.Net;
using Ganss.Xss;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers;
using Markdig.Syntax;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Annotations;

/// <summary>Renders a reader's note as HTML. Raw HTML is shown as text, and the rendered Markdown is also sanitised with an allow-list.</summary>
/// <remarks>
/// Each note text is rendered once and cached in memory, within a size limit. The result depends only on the text, so no other save can
/// make it wrong. It is not stored in the database: that markup would have to be trusted, and rendered again whenever the allow-list changes.
/// </remarks>
internal static class NoteMarkdown
{
    // In characters of text and HTML together. A character takes two bytes.
    private const long MostKept = 8 * 1024 * 1024;

    // An entry that is not used expires, so that deleted text does not stay in memory.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(20);

    private static readonly MarkdownPipeline Pipeline = Syntax().DisableHtml().Build();

    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();
    private static readonly MemoryCache Known = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>The Markdown syntax of a note. HTML is not switched off here.</summary>
    public static MarkdownPipelineBuilder Syntax() => new MarkdownPipelineBuilder()
        .UseSoftlineBreakAsHardlineBreak()
        .UseAutoLinks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);

    /// <summary>The note as it is shown. A note that was stored before <see cref="Check"/> refused its kind is shown as it was typed.</summary>
    public static string ToHtml(string note) => Remembered("html", note, static words => Read(words).Html is { } html
        ? Sanitizer.Sanitize(html)
        : $"<p class=\"as-typed\">{WebUtility.HtmlEncode(words)}</p>");

    /// <summary>The note as plain text, for full-text search.</summary>
    public static string ToText(string note) => Remembered("text", note, static words => Check(words) is null ? Markdown.ToPlainText(words, Pipeline).Trim() : words);

    /// <summary>Why a note cannot be shown as Markdown, or <see langword="null"/>.</summary>
    public static Refusal? Check(string note) => Read(note).Refusal;

    // Exactly one of the two is set.
    private static (string? Html, Refusal? Refusal) Read(string note)
    {
        try
        {
            if (NoteWork.IsTooDense(note))
            {
                return (null, Refusal.NoteTooDense);
            }

            var document = Markdown.Parse(note, Pipeline);
            if (NoteWork.HasTooManyPieces(document))
            {
                return (null, Refusal.NoteTooManyPieces);
            }

            return (Render(document, Pipeline), null); // rendering also throws on nesting that is too deep
        }
        catch (ArgumentException)
        {
            return (null, Refusal.NoteTooDeep); // Markdig throws on nesting deep enough to exhaust the stack
        }
    }

    /// <summary>The HTML of a note that was parsed with the same pipeline.</summary>
    /// <remarks>With a renderer of its own. Markdig's own method reuses renderers, and one that threw inside a list leaves out the paragraphs of the
    /// next note.</remarks>
    /// <exception cref="ArgumentException">It is nested too deep.</exception>
    public static string Render(MarkdownDocument document, MarkdownPipeline pipeline)
    {
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        pipeline.Setup(renderer);
        renderer.Render(document);
        return html.ToString();
    }

    private static string Remembered(string form, string note, Func<string, string> make)
    {
        if (Known.TryGetValue((form, note), out string? known))
        {
            return known!; // no null is ever stored
        }

        var made = make(note);
        return Known.Set((form, note), made, new MemoryCacheEntryOptions { Size = note.Length + made.Length + 100, SlidingExpiration = KeptFor });
    }

    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "p", "br", "em", "strong", "del", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "title", "start" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
            AllowedCssProperties = new HashSet<string>(StringComparer.OrdinalIgnoreCase),
        })
        {
            KeepChildNodes = true, // keeps the text of a heading
        };
        sanitizer.PostProcessNode += static (_, e) =>
        {
            if (e.Node is AngleSharp.Dom.IElement { ParentElement.LocalName: "body" } block)
            {
                block.SetAttribute("dir", "auto"); // each block follows the direction of its own script
            }

            if (e.Node is AngleSharp.Dom.IElement { LocalName: "a" } link)
            {
                link.SetAttribute("rel", "nofollow noopener noreferrer ugc");
            }
        };
        return sanitizer;
    }
}
