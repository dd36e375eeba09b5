using System.Text;

namespace SinoRussia.Essays;

/// <summary>Finds names as whole words. A name inside a longer one does not count: 'America' is not found in 'Latin America', but in 'America' beside it.</summary>
internal sealed class NamesInText(IEnumerable<string> names)
{
    // The longest first: what it takes, a shorter one cannot have.
    private readonly string[] names = [.. names.Distinct(StringComparer.Ordinal).OrderByDescending(name => name.Length)];

    /// <summary>The names in the element's own words. The names of its sources do not count.</summary>
    public HashSet<string> In(Element element)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in element.Blocks)
        {
            var words = new StringBuilder();
            AppendWords(words, block.Inlines);
            AddTo(found, words.ToString());
        }

        return found;
    }

    private void AddTo(HashSet<string> found, string text)
    {
        var isTaken = new bool[text.Length];
        foreach (var name in names)
        {
            foreach (var at in Mentions.PlacesOf(name, text))
            {
                var place = isTaken.AsSpan(at, name.Length);
                if (!place.Contains(true))
                {
                    place.Fill(true);
                    found.Add(name);
                }
            }
        }
    }

    private static void AppendWords(StringBuilder words, IEnumerable<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case Citation:
                    words.Append('\n'); // no name goes across it
                    break;
                case FormattedInline formatted:
                    AppendWords(words, formatted.Children);
                    break;
                default:
                    words.Append(inline.Text);
                    break;
            }
        }
    }
}
