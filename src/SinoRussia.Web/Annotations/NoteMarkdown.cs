using Ganss.Xss;
using Markdig;

namespace SinoRussia.Web.Annotations;

/// <summary>A reader's note as HTML. Raw HTML is text, and what Markdown makes is sanitised by an allow-list besides.</summary>
internal static class NoteMarkdown
{
    private static readonly MarkdownPipeline Pipeline = Syntax().DisableHtml().Build();

    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();

    /// <summary>What a note may be made of, besides HTML.</summary>
    public static MarkdownPipelineBuilder Syntax() => new MarkdownPipelineBuilder()
        .UseSoftlineBreakAsHardlineBreak()
        .UseAutoLinks()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough);

    public static string ToHtml(string note) => Sanitizer.Sanitize(Markdown.ToHtml(note, Pipeline));

    /// <summary>The note's words alone, for the searches that look for words.</summary>
    public static string ToText(string note) => Markdown.ToPlainText(note, Pipeline).Trim();

    /// <summary>Whether the note can be shown: Markdig refuses nesting deep enough to exhaust the stack.</summary>
    public static bool CanBeShown(string note)
    {
        try
        {
            Markdown.ToHtml(note, Pipeline);
            return true;
        }
        catch (ArgumentException)
        {
            return false; // "too deeply nested": the reader is told so
        }
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
