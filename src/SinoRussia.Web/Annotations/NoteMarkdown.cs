using System.Net;
using Ganss.Xss;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Annotations;

/// <summary>A reader's note as HTML. Raw HTML is text, and what Markdown makes is sanitised by an allow-list besides.</summary>
/// <remarks>
/// Made once per wording and kept in memory, up to a bound: it depends on the words alone, so nothing that is saved elsewhere makes it
/// wrong. It is not stored beside the note: markup from a database would have to be trusted, and made anew with every change of the allow-list.
/// </remarks>
internal static class NoteMarkdown
{
    // In characters of text and HTML together; a character takes two bytes.
    private const long MostKept = 8 * 1024 * 1024;

    // What is not looked at goes, deleted words among it.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(20);

    private static readonly MarkdownPipeline Pipeline = Syntax().DisableHtml().Build();

    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();
    private static readonly MemoryCache Known = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>What a note may be made of, besides HTML.</summary>
    public static MarkdownPipelineBuilder Syntax() => new MarkdownPipelineBuilder()
        .UseSoftlineBreakAsHardlineBreak()
        .UseAutoLinks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);

    /// <summary>The note as it is shown. One that <see cref="Check"/> refuses, stored before that was refused, is shown as it was typed.</summary>
    public static string ToHtml(string note) => Remembered("html", note, static words => Read(words).Html is { } html
        ? Sanitizer.Sanitize(html)
        : $"<p class=\"as-typed\">{WebUtility.HtmlEncode(words)}</p>");

    /// <summary>The note's words alone, for the searches that look for words.</summary>
    public static string ToText(string note) => Remembered("text", note, static words => Check(words) is null ? Markdown.ToPlainText(words, Pipeline).Trim() : words);

    /// <summary>Why a note cannot be shown as Markdown, or <see langword="null"/>.</summary>
    public static Refusal? Check(string note) => Read(note).Refusal;

    // One of the two.
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

            return (document.ToHtml(Pipeline), null); // rendering, too, refuses what is nested too deeply
        }
        catch (ArgumentException)
        {
            return (null, Refusal.NoteTooDeep); // Markdig refuses nesting deep enough to exhaust the stack
        }
    }

    private static string Remembered(string form, string note, Func<string, string> make)
    {
        if (Known.TryGetValue((form, note), out string? known))
        {
            return known!; // only texts are kept
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
            KeepChildNodes = true, // a heading's or an image's words stay
        };
        sanitizer.PostProcessNode += static (_, e) =>
        {
            if (e.Node is AngleSharp.Dom.IElement { ParentElement.LocalName: "body" } block)
            {
                block.SetAttribute("dir", "auto"); // each block runs as its own script does
            }

            if (e.Node is AngleSharp.Dom.IElement { LocalName: "a" } link)
            {
                link.SetAttribute("rel", "nofollow noopener noreferrer ugc");
            }
        };
        return sanitizer;
    }
}
