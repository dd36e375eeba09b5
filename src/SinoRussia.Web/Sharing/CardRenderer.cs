using SkiaSharp;

namespace SinoRussia.Web.Sharing;

/// <summary>Draws a card in the site's typeface and colours.</summary>
internal static class CardRenderer
{
    public const int Width = 1200;
    public const int Height = 630;

    private const float Margin = 84;
    private const float Measure = Width - (2 * Margin);

    // The light theme's paper, ink, muted ink and editor's red. Keep in step with tokens.css.
    private static readonly SKColor Paper = new(0xff, 0xfd, 0xf8);
    private static readonly SKColor Ink = new(0x1d, 0x1b, 0x18);
    private static readonly SKColor Muted = new(0x5c, 0x56, 0x4c);
    private static readonly SKColor Editor = new(0x8a, 0x2b, 0x17);

    private static readonly SKTypeface Regular = Load("Regular");
    private static readonly SKTypeface Semibold = Load("Semibold");

    /// <summary>The card as a PNG of <see cref="Width"/> by <see cref="Height"/> pixels.</summary>
    public static byte[] Paint(Card card)
    {
        using var bitmap = Draw(card);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return png.ToArray();
    }

    /// <summary>Draws the card and drops it, to try whether that works. The file, which takes much longer than the drawing, depends on no content.</summary>
    public static void Try(Card card) => Draw(card).Dispose();

    /// <summary>Whether the typeface has all letters of a text.</summary>
    public static bool CanWrite(string text)
    {
        using var regular = new SKFont(Regular);
        using var semibold = new SKFont(Semibold);
        var line = text.ReplaceLineEndings(" ");
        return regular.ContainsGlyphs(line) && semibold.ContainsGlyphs(line);
    }

    private static SKBitmap Draw(Card card)
    {
        var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(Paper);
        using var rule = new SKPaint { Color = Editor };
        canvas.DrawRect(0, 0, Width, 12, rule);

        var top = 96f;
        if (card.Above.Length > 0)
        {
            top = Write(canvas, new Words(card.Above, Regular, 30, Muted, 1), top) + 30;
        }

        var bottom = Height - 118f;
        if (card.Title.Length > 0)
        {
            top = Write(canvas, Largest(card.Title, Semibold, [80, 72, 64, 56, 48], Ink, card.Text.Length > 0 ? 280 : bottom - top), top) + 26;
            Write(canvas, Fitted(card.Text, 36, Muted, bottom - top), top);
        }
        else
        {
            Write(canvas, Largest(card.Text, Regular, [88, 76, 64, 54, 50, 46, 42], Ink, bottom - top), top);
        }

        Write(canvas, new Words(card.Below, Regular, 28, Editor, 1), Height - 92);
        return bitmap;
    }

    // The largest size at which the whole text fits, or else the smallest, cut off.
    private static Words Largest(string text, SKTypeface face, float[] sizes, SKColor colour, float room)
    {
        foreach (var size in sizes)
        {
            var words = Cut(text, face, size, colour, room);
            using var font = words.Font();
            if (Lines.Of(text, Measure, int.MaxValue, line => font.MeasureText(line)).Count <= words.Most)
            {
                return words;
            }
        }

        return Cut(text, face, sizes[^1], colour, room);
    }

    private static Words Fitted(string text, float size, SKColor colour, float room) => Cut(text, Regular, size, colour, room);

    private static Words Cut(string text, SKTypeface face, float size, SKColor colour, float room) =>
        new(text, face, size, colour, Math.Max(1, (int)(room / (size * Words.Leading))));

    private static float Write(SKCanvas canvas, Words words, float top)
    {
        using var font = words.Font();
        using var paint = new SKPaint { Color = words.Colour, IsAntialias = true };
        foreach (var line in Lines.Balanced(words.Text, Measure, words.Most, stretch => font.MeasureText(stretch)))
        {
            canvas.DrawText(line, Margin, top + (words.Size * 0.92f), SKTextAlign.Left, font, paint);
            top += words.Size * Words.Leading;
        }

        return top;
    }

    private static SKTypeface Load(string weight)
    {
        using var file = typeof(CardRenderer).Assembly.GetManifestResourceStream($"SourceSerif4-{weight}.otf")
            ?? throw new InvalidOperationException($"The cards' typeface ({weight}) is not in the assembly.");
        return SKTypeface.FromStream(file);
    }

    private readonly record struct Words(string Text, SKTypeface Face, float Size, SKColor Colour, int Most)
    {
        public const float Leading = 1.26f;

        public SKFont Font() => new(Face, Size) { Subpixel = true, Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None };
    }
}
