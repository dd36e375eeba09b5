using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax.Inlines;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Parsing;

/// <summary>Converts the Markdig inlines of one block to ours: in NFC, with white space collapsed and none at either end.</summary>
internal sealed partial class InlineConverter(IReferences references, SourceList sources, Faults faults, int blockLine)
{
    // Markdig has no limit for nested emphasis, and the code that converts, counts and renders it is recursive.
    private const int MostNesting = 40;

    private int nesting;
    private bool isTooDeep; // one fault is enough for the block
    private bool afterSpace = true; // white space at the start of the block is dropped

    public ImmutableArray<Inline> Read(ContainerInline source) => TrimEnd(ReadChildren(source));

    private ImmutableArray<Inline> ReadChildren(ContainerInline source)
    {
        var inlines = ImmutableArray.CreateBuilder<Inline>();
        var words = new StringBuilder();
        var line = blockLine;
        if (nesting == MostNesting)
        {
            if (!isTooDeep)
            {
                faults.Add(blockLine, $"Emphasis and links are nested more than {MostNesting} deep in this paragraph.");
            }

            isTooDeep = true;
            return [];
        }

        nesting++;
        foreach (var child in source)
        {
            switch (child)
            {
                case LiteralInline literal:
                    words.Append(literal.Content.AsSpan());
                    line = Math.Max(line, literal.Line + 1);
                    continue;
                case HtmlEntityInline entity:
                    words.Append(entity.Transcoded.AsSpan());
                    continue;
                case LineBreakInline { IsHard: false }:
                    words.Append('\n');
                    continue;
                case FootnoteLink { IsBackLink: true }:
                    continue;
            }

            FlushWords();
            if (child is CitationInline citation)
            {
                AddCitations(inlines, citation);
            }
            else
            {
                inlines.Add(ReadFormatted(child));
            }
        }

        FlushWords();
        nesting--;
        return inlines.ToImmutable();

        void FlushWords()
        {
            var text = Collapse(words.ToString());
            words.Clear();
            foreach (Match dangling in Reference().Matches(text))
            {
                faults.Add(line, $"The text refers to a footnote '{dangling.Groups["label"].Value}' that is not defined.");
            }

            if (text.Contains("[@", StringComparison.Ordinal))
            {
                faults.Add(line, "A citation is not well formed. Write '[@key]' or '[@key; @other]'.");
            }

            if (text.Length > 0)
            {
                inlines.Add(new Words(text));
            }
        }
    }

    private Inline ReadFormatted(Markdig.Syntax.Inlines.Inline source)
    {
        switch (source)
        {
            case LineBreakInline:
                afterSpace = true;
                return new LineBreak();
            case FootnoteLink reference:
                return AfterWords(references.Footnote(FootnoteParser.LabelOf(reference.Footnote), Math.Max(blockLine, reference.Line + 1)));
            case NoteReferenceInline note:
                return AfterWords(references.Footnote(note.Label, Math.Max(blockLine, note.Line + 1)));
            case EmphasisInline emphasis:
                return new Styled(emphasis.DelimiterCount == 2 ? "strong" : "em", ReadChildren(emphasis));
            case CodeInline code:
                return new Styled("code", [new Words(Collapse(code.Content))]);
            case AutolinkInline auto:
                return new Link(Checked(auto.IsEmail ? $"mailto:{auto.Url}" : auto.Url), null, [new Words(Collapse(auto.Url))]);
            case LinkInline { IsImage: false, Url: ['#', .. var id] } link when references.Place(id) is { } place:
                return new PlaceLink(place, ReadChildren(link));
            case LinkInline { IsImage: false, Url: { } file } link when references.MayLinkTo(file):
                return new EditorsTextLink(file, ReadChildren(link));
            case LinkInline { IsImage: false } link:
                return new Link(Checked(link.Url ?? ""), string.IsNullOrEmpty(link.Title) ? null : ContentText.Plain(link.Title, blockLine, faults), ReadChildren(link));
            default:
                faults.Add(Math.Max(blockLine, source.Line + 1), $"The page cannot show this ({(source is LinkInline ? "an image" : source.GetType().Name)}). Remove it.");
                return new Words("");
        }
    }

    private Inline AfterWords(Inline made)
    {
        afterSpace &= made.Text.Length == 0;
        return made;
    }

    private void AddCitations(ImmutableArray<Inline>.Builder inlines, CitationInline citation)
    {
        foreach (var (i, key) in citation.Keys.Index())
        {
            if (sources.Find(key) is not { } source)
            {
                faults.Add(Math.Max(blockLine, citation.Line + 1), $"The source list has no '{key}'.");
                continue;
            }

            if (i > 0)
            {
                inlines.Add(new Words("; "));
            }

            inlines.Add(new Citation(source));
            afterSpace = false;
        }
    }

    private string Checked(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "mailto"))
        {
            faults.Add(blockLine, $"'{address}' is not an address that a link may lead to (http, https or mailto){(address.StartsWith('#') ? ", nor a part of the essay" : "")}.");
        }

        return ContentText.Plain(address, blockLine, faults);
    }

    // Collapses the same white space as HTML. A no-break space stays.
    private string Collapse(string text)
    {
        var collapsed = Spaces().Replace(UnicodeText.ToNfc(ContentText.Plain(text, blockLine, faults)), " ");
        if (afterSpace && collapsed.StartsWith(' '))
        {
            collapsed = collapsed[1..];
        }

        afterSpace = collapsed.Length > 0 ? collapsed.EndsWith(' ') : afterSpace;
        return collapsed;
    }

    private static ImmutableArray<Inline> TrimEnd(ImmutableArray<Inline> inlines)
    {
        for (var i = inlines.Length - 1; i >= 0; i--)
        {
            switch (inlines[i])
            {
                case FootnoteReference:
                    continue;
                case LineBreak:
                    inlines = inlines.RemoveAt(i);
                    continue;
                case Words words:
                    var kept = words.Value.TrimEnd(' ');
                    inlines = kept.Length > 0 ? inlines.SetItem(i, new Words(kept)) : inlines.RemoveAt(i);
                    if (kept.Length > 0)
                    {
                        return inlines;
                    }

                    continue;
                case FormattedInline formatted:
                    return inlines.SetItem(i, formatted with { Children = TrimEnd(formatted.Children) });
                default:
                    return inlines;
            }
        }

        return inlines;
    }

    [GeneratedRegex("[ \t\n\f\r]+")]
    private static partial Regex Spaces();

    // It stops at the next '[^', so that a text of many unclosed ones takes linear time.
    [GeneratedRegex(@"\[\^(?<label>([^\[\]\s]|\[(?!\^))+)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
