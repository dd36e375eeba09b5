using SinoRussia.Essays;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>Where somebody speaks, in words: <c>¶ 1–8, 12</c>.</summary>
internal static class SpokenRanges
{
    public static string Of(EssaySupplements supplements, IEnumerable<SpokenPassage> passages) =>
        $"¶ {string.Join(", ", passages.SelectMany(passage => Runs(supplements, passage)))}";

    // A passage is in reading order and can skip paragraphs. A number such as 12a does not continue a run.
    private static IEnumerable<string> Runs(EssaySupplements supplements, SpokenPassage passage)
    {
        string[] names = [.. supplements.Paragraphs(passage.Paragraphs).Select(element => element.Number ?? element.Id)];
        for (int first = 0, next; first < names.Length; first = next)
        {
            next = first + 1;
            while (next < names.Length && int.TryParse(names[next - 1], out var before) && int.TryParse(names[next], out var number) && number == before + 1)
            {
                next++;
            }

            yield return next - first == 1 ? names[first] : $"{names[first]}–{names[next - 1]}";
        }
    }
}
