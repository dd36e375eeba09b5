using System.Text.Json;
using Microsoft.Playwright;
using SinoRussia.Essays;
using SkiaSharp;

namespace SinoRussia.Browser.Tests;

/// <summary>Checks on a screenshot which words the browser highlights because of a text fragment.</summary>
internal static class TextFragmentHighlight
{
    // The boxes of a passage's text within the window, and those of its first and last characters.
    private const string Places = """
        async ([start, end]) => {
          const { rangeOf } = await import("/js/text/text-offsets.js");
          const range = rangeOf({ start, end });
          const boxes = from => [...from.getClientRects()].map(({ left, top, right, bottom }) => [left, top, right, bottom]);
          // A shortened note in the margin shows only its beginning.
          const isSeen = from => {
            const { left, top, right, bottom } = from.getBoundingClientRect();
            return from.startContainer.parentElement.closest("[data-start]").contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
          };
          return [boxes(range), ...[rangeOf({ start, end: start + 1 }), rangeOf({ start: end - 1, end })].map(edge => (isSeen(edge) ? boxes(edge) : []))];
        }
        """;

    /// <summary>Checks that exactly this passage is highlighted, as far as the window shows it; returns what is wrong.</summary>
    public static async Task<string?> ProblemAsync(IPage page, Passage passage)
    {
        await page.EvaluateAsync("document.querySelectorAll('.hint').forEach(hint => { hint.style.visibility = 'hidden'; })"); // its sample has the same tint
        string? problem = null;
        for (var attempt = 0; attempt < 12; attempt++)
        {
            await page.WaitForTimeoutAsync(attempt == 0 ? 150 : 300);
            problem = await LookAsync(page, passage);
            if (problem is null)
            {
                return null;
            }
        }

        return problem;
    }

    private static async Task<string?> LookAsync(IPage page, Passage passage)
    {
        var places = (await page.EvaluateAsync<JsonElement>(Places, new[] { passage.Start, passage.End })).EnumerateArray()
            .Select(boxes => boxes.EnumerateArray().Select(box => box.EnumerateArray().Select(side => side.GetDouble()).ToArray()).ToArray()).ToArray();
        using var screen = SKBitmap.Decode(await page.ScreenshotAsync());
        using var tint = SKBitmap.Decode(await TintAsync(page, screen.Width));
        var colour = tint.GetPixel(1, 1);
        var painted = 0;
        for (var y = 0; y < screen.Height; y++)
        {
            for (var x = 0; x < screen.Width; x++)
            {
                if (screen.GetPixel(x, y) == colour)
                {
                    painted++;
                    if (!places[0].Any(box => Holds(box, x, y)))
                    {
                        return $"other words are painted at {x}, {y}";
                    }
                }
            }
        }

        return painted == 0 ? "nothing is painted"
            : new[] { places[1], places[2] }.Where(edge => edge.Length > 0 && IsInView(edge[0], screen)).All(edge => IsPainted(edge, screen, colour)) ? null
            : "not all of it is painted";
    }

    // The colour that this browser paints, whatever notation the stylesheet uses.
    private static async Task<byte[]> TintAsync(IPage page, int width)
    {
        await page.EvaluateAsync("""
            () => {
              const patch = document.createElement("div");
              patch.id = "tint-of-the-test";
              patch.style.cssText = "position: fixed; inset: 0 auto auto 0; inline-size: 4px; block-size: 4px; z-index: 99; background: var(--amber-tint)";
              document.body.append(patch);
            }
            """);
        var picture = await page.ScreenshotAsync(new PageScreenshotOptions { Clip = new Clip { X = 0, Y = 0, Width = Math.Min(4, width), Height = 4 } });
        await page.EvaluateAsync("document.getElementById('tint-of-the-test').remove()");
        return picture;
    }

    private static bool Holds(double[] box, int x, int y) => x >= box[0] - 2 && x <= box[2] + 2 && y >= box[1] - 4 && y <= box[3] + 4;

    private static bool IsInView(double[] box, SKBitmap screen) => box[0] >= 0 && box[1] >= 70 && box[2] <= screen.Width && box[3] <= screen.Height;

    private static bool IsPainted(double[][] boxes, SKBitmap screen, SKColor colour)
    {
        foreach (var box in boxes)
        {
            for (var y = (int)Math.Max(0, box[1]); y < Math.Min(screen.Height, box[3]); y++)
            {
                for (var x = (int)Math.Max(0, box[0]); x < Math.Min(screen.Width, Math.Ceiling(box[2])); x++)
                {
                    if (screen.GetPixel(x, y) == colour)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
