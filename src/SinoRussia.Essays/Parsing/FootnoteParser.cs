using System.Collections.Immutable;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Parsing;

/// <summary>Numbers the footnotes in the order of their first references in the essay's text, and collects these references.</summary>
/// <remarks>Markdig finds definitions and references, but silently drops unused and repeated ones. So they are checked here.</remarks>
internal sealed class FootnoteParser : IReferences
{
    private const int LongestGloss = 200; // characters; a gloss is one sentence

    private readonly Faults faults;
    private readonly List<Markdig.Extensions.Footnotes.Footnote> defined;
    private readonly List<Markdig.Extensions.Footnotes.Footnote> referred = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FootnoteReference>> references = new(StringComparer.Ordinal);
    private readonly HashSet<string> linked = new(StringComparer.Ordinal); // by other footnotes
    private string? open; // the label of the footnote that is being read

    public FootnoteParser(MarkdownDocument document, Faults faults)
    {
        this.faults = faults;
        defined = [.. document.Descendants<FootnoteLinkReferenceDefinition>().Select(definition => definition.Footnote)];
        foreach (var repeated in defined.GroupBy(LabelOf, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            faults.Add(repeated.Line + 1, $"The footnote '{LabelOf(repeated)}' is defined twice. Remove or rename one.");
        }

        foreach (var misplaced in document.Descendants<LeafBlock>().Where(block => IsGloss(block) && block.Parent is not Markdig.Extensions.Footnotes.Footnote))
        {
            faults.Add(misplaced.Line + 1, "Only a footnote has a gloss. Write '{.gloss}' above a paragraph of it.");
        }
    }

    /// <summary>A reference by the text, or a link from one footnote to another.</summary>
    public Inline Footnote(string label, int line)
    {
        if (open is not null)
        {
            return Link(label, line);
        }

        if (!references.TryGetValue(label, out var known))
        {
            references.Add(label, known = []);
            referred.Add(defined.First(footnote => LabelOf(footnote) == label)); // Markdig makes references only to defined ones
            numbers.Add(label, referred.Count);
        }

        var reference = new FootnoteReference(label, numbers[label], known.Count + 1);
        known.Add(reference);
        return reference;
    }

    // The essay's own text has no links to its parts: the editor's headings and numbers are not the author's.
    public Element? Place(string id) => null;

    public bool MayLinkTo(string file) => open is not null && file is (EditionParser.IntroductionFile or EditionParser.NoteOnTheTextFile);

    // References in footnotes do not count: then the text alone decides the numbers, which are all known by now.
    private NoteLink Link(string label, int line)
    {
        linked.Add(label);
        if (label == open)
        {
            faults.Add(line, $"The footnote '{label}' refers to itself.");
        }

        return new NoteLink(label, numbers.GetValueOrDefault(label));
    }

    /// <summary>Converts the footnotes that the text refers to. Call it last: references from now on are those in footnotes.</summary>
    public ImmutableArray<Footnote> ReadReferred(BlockConverter nodes, Addresses addresses)
    {
        var bodies = new List<Element>();
        var glosses = new List<ImmutableArray<Inline>>();
        for (var i = 0; i < referred.Count; i++)
        {
            var line = referred[i].Line + 1;
            var label = LabelOf(referred[i]);
            open = label;
            addresses.CheckForm(label, line);
            addresses.Claim($"fn-{label}", line);
            var body = new Element($"fn-{label}", ElementKind.Footnote, WithStatus([.. referred[i].Where(block => !IsGloss(block)).Select(nodes.Read)], label, line)) { Line = line };
            bodies.Add(body);
            glosses.Add(ReadGloss([.. referred[i].Where(IsGloss)], label, nodes));
            if (body.Blocks.Length == 0 || body.Blocks.All(block => string.IsNullOrWhiteSpace(block.Text)))
            {
                faults.Add(line, $"The footnote '{label}' has no words.");
            }
        }

        foreach (var unused in defined.Where(footnote => !references.ContainsKey(LabelOf(footnote))))
        {
            faults.Add(unused.Line + 1, linked.Contains(LabelOf(unused))
                ? $"Only footnotes refer to the footnote '{LabelOf(unused)}'. It needs a reference in the text."
                : $"Nothing refers to the footnote '{LabelOf(unused)}'.");
        }

        foreach (var reference in references.Values.SelectMany(known => known))
        {
            addresses.Claim(reference.Id, referred[reference.Number - 1].Line + 1);
        }

        return [.. bodies.Select((body, i) => new Footnote(LabelOf(referred[i]), i + 1, body, [.. references[LabelOf(referred[i])]]) { Gloss = glosses[i] })];
    }

    // A paragraph below '{.gloss}' is the footnote's gloss. It is apparatus, so it is not among the blocks that are counted.
    private static bool IsGloss(Markdig.Syntax.Block block) => block.TryGetAttributes()?.Classes?.Contains("gloss", StringComparer.Ordinal) == true;

    private ImmutableArray<Inline> ReadGloss(ImmutableArray<Markdig.Syntax.Block> marked, string label, BlockConverter nodes)
    {
        if (marked.IsEmpty)
        {
            return [];
        }

        if (marked is not [ParagraphBlock paragraph])
        {
            faults.Add(marked[^1].Line + 1, $"The footnote '{label}' has a gloss that is not one paragraph.");
            return [];
        }

        var gloss = nodes.ReadUncounted(paragraph);
        var length = gloss.Sum(inline => inline.Text.Length);
        if (gloss.SelectMany(inline => inline.Flattened).Any(inline => inline is not (Words or Styled)))
        {
            faults.Add(paragraph.Line + 1, $"The gloss of the footnote '{label}' may contain words and emphasis, but no links, citations or line breaks.");
        }
        else if (length is 0 or > LongestGloss)
        {
            faults.Add(paragraph.Line + 1, $"The gloss of the footnote '{label}' has {length} characters. Write one sentence of at most {LongestGloss}.");
        }

        return gloss;
    }

    // An emphasis such as '*Correction.*' at the start of a footnote is its status.
    private ImmutableArray<Node> WithStatus(ImmutableArray<Node> nodes, string label, int line)
    {
        if (nodes is not [Block { Inlines: [Styled { Tag: "em", Text: [.., '.'] opening }, ..] } first, ..])
        {
            return nodes;
        }

        if (FootnoteStatus.Find(opening[..^1]) is { } status)
        {
            return nodes.SetItem(0, first with { Inlines = first.Inlines.SetItem(0, new StatusLabel(status)) });
        }

        faults.Add(line, $"The footnote '{label}' begins with '*{opening}*', which is not a status. The statuses are {Name.Listed(FootnoteStatus.All.Select(known => $"'*{known.Label}.*'"))}.");
        return nodes;
    }

    internal static string LabelOf(Markdig.Extensions.Footnotes.Footnote footnote) => (footnote.Label ?? "").TrimStart('^');
}
