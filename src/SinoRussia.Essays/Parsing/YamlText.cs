using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace SinoRussia.Essays.Parsing;

/// <summary>Reads YAML as far as content files need it: lists, 'name: value' lines and texts. What else YAML has is refused:
/// references and merge keys can grow without end, tags make other things than texts.</summary>
internal static class YamlText
{
    private const int MostNesting = 16; // content files go six deep, and what builds the tree calls itself for each level

    /// <summary>The text's one document, or <see langword="null"/> when there is none; then it is empty, or a fault says what is wrong.</summary>
    /// <param name="what">How a fault calls the text, as the beginning of a sentence.</param>
    /// <param name="above">How many lines of the file stand above it.</param>
    public static YamlNode? Load(string text, string what, Faults faults, int above = 0)
    {
        var open = new Stack<int>(); // the lines of '[' and '{' that are not closed yet
        try
        {
            if (!Check(new Parser(new StringReader(text)), what, faults, above, open))
            {
                return null;
            }

            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents is [{ RootNode: { } root }, ..] ? root : null;
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // The editor's slip, not ours. YamlDotNet throws more than its own YamlException: InvalidOperationException where a '[' is never closed.
            var line = open.TryPeek(out var opened) ? opened : (int)((broken as YamlException)?.Start.Line ?? 1);
            faults.Add(above + Math.Max(1, line), open.Count > 0
                ? $"{what} is broken: a '[' or '{{' that stands here is not closed as it should be."
                : $"{what} is broken: {broken.Message}");
            return null;
        }
    }

    private static bool Check(Parser parser, string what, Faults faults, int above, Stack<int> open)
    {
        var (nesting, documents, isPlain) = (0, 0, true);
        while (parser.MoveNext())
        {
            var line = above + (int)parser.Current!.Start.Line; // there is one after each move
            switch (parser.Current)
            {
                case DocumentStart when ++documents > 1:
                    Refuse(line, "begins a second document with '---'; only one is read.");
                    return false;
                case AnchorAlias:
                    Refuse(line, "refers to another place with '*'. Write the text out; a text that begins with '*' goes between quotation marks.");
                    break;
                case NodeEvent { Anchor.IsEmpty: false }:
                    Refuse(line, "has an anchor ('&'). Write texts out; a text that begins with '&' goes between quotation marks.");
                    break;
                case NodeEvent { Tag.IsEmpty: false }:
                    Refuse(line, "has a tag ('!'). A text that begins with '!' goes between quotation marks.");
                    break;
                case Scalar scalar:
                    isPlain &= ContentText.Plain(scalar.Value, line, faults) == scalar.Value;
                    break;
            }

            Follow(parser.Current, open);
            nesting += parser.Current.NestingIncrease;
            if (nesting > MostNesting)
            {
                Refuse(line, $"is nested more than {MostNesting} deep.");
                return false;
            }
        }

        return isPlain;

        void Refuse(int line, string why)
        {
            isPlain = false;
            faults.Add(line, $"{what} {why}");
        }
    }

    private static void Follow(ParsingEvent read, Stack<int> open)
    {
        if (read is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow })
        {
            open.Push((int)read.Start.Line);
        }
        else if (read is SequenceEnd or MappingEnd && open.Count > 0)
        {
            open.Pop(); // inside '[' and '{' nothing but them can be open
        }
    }
}
