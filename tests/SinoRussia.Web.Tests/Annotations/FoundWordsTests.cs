using SinoRussia.Essays.Searching;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>The words that a search found are marked in the HTML of a note, as the search itself finds them.</summary>
public sealed class FoundWordsTests
{
    [Theory]
    [InlineData("war", "<p>The War of words, <em>warlike</em></p>", "War|war")]
    [InlineData("cafe", "<p>Le cafe\u0301, un CAFÉ</p>", "cafe\u0301|CAFÉ")]
    [InlineData("naive", "<p>a na<strong>ïve</strong> idea</p>", "na|ïve")]
    [InlineData("\"cold war\"", "<p>a <em>cold</em> war and a cold<br>\nwar</p>", "cold| war|cold|\nwar")]
    [InlineData("שלום", "<p dir=\"auto\">שָׁלוֹם עולם</p>", "שָׁלוֹם")]
    [InlineData("تحالف", "<p>عن تَحَالُف كبير</p>", "تَحَالُف")]
    [InlineData("羅斯", "<p>on 俄羅斯</p>", "羅斯")]
    [InlineData("here", "<p><a href=\"https://here.example/\" title=\"here\">there</a></p>", "")]
    [InlineData("ab", "<ul><li>a</li><li>b</li></ul><p>a</p><p>b</p>", "")]
    [InlineData("mark p", "<p>x &lt;mark&gt; &amp; y</p>", "mark")]
    [InlineData("one two", "<p>one</p>", "one")]
    [InlineData("elephants", "<p>x &lt;b&gt;</p>", "")]
    public void They_are_marked_and_nothing_else_changes(string query, string html, string marked)
    {
        var result = FoundWords.Mark(html, TextSearch.Parse(query));

        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(result);
        Assert.Equal(marked, string.Join('|', page.QuerySelectorAll("mark.found").Select(mark => mark.TextContent)));
        Assert.Equal(html, result.Replace("<mark class=\"found\">", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal));
    }
}
