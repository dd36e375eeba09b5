using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the part of YAML that content files need: lists, 'name: value' lines and texts. The rest is refused: aliases and merge keys
/// can expand without limit, and tags make values that are not texts.</summary>
internal static class YamlText
{
    private const int MostNesting = 16; // content files have six levels, and the code that builds the tree is recursive

    /// <summary>Parses a text with one document.</summary>
    /// <returns><see langword="null"/> when the text is empty, or when it is broken; then there is a fault.</returns>
    /// <param name="what">What the text is called at the start of a fault's message.</param>
    /// <param name="above">How many lines of the file are above it.</param>
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
            // YamlDotNet does not only throw YamlException: it throws InvalidOperationException for a '[' that is not closed.
            var line = open.TryPeek(out var opened) ? opened : (int)((broken as YamlException)?.Start.Line ?? 1);
            faults.Add(above + Math.Max(1, line), open.Count > 0
                ? $"{what} is broken: the '[' or '{{' here is not closed."
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
            open.Pop(); // inside of '[' and '{' only these can be open
        }
    }
}
