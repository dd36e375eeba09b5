using System.Globalization;
using System.Text;

namespace SinoRussia.Essays;

internal enum TokenKind
{
    Word,
    Mark,
    Blank,
}

/// <summary>A word, a punctuation mark or a run of white space, with its offsets in UTF-16 code units.</summary>
internal readonly record struct Token(int Start, int End, TokenKind Kind);

/// <summary>Splits a text into words, marks and blanks. Every code unit is in exactly one token, and no surrogate pair is split.</summary>
/// <remarks>
/// A word is a run of letters, digits and the marks that combine with them, with the apostrophes inside it, as in Unicode's UAX #29. In
/// scripts without spaces (Chinese, Japanese, Khmer), every character is a word.
/// </remarks>
internal static class Tokens
{
    public static Token At(string text, int start)
    {
        var end = start;
        switch (KindAt(text, start, out var length))
        {
            case Kind.Blank:
                do
                {
                    end += length;
                }
                while (end < text.Length && KindAt(text, end, out length) == Kind.Blank);
                return new Token(start, end, TokenKind.Blank);

            case Kind.Ideograph:
                return new Token(start, start + length, TokenKind.Word);

            case Kind.Letter:
                return new Token(start, EndOfWord(text, start + length), TokenKind.Word);

            default:
                return new Token(start, start + length, TokenKind.Mark);
        }
    }

    public static IEnumerable<Token> Of(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var token = At(text, at);
            yield return token;
            at = token.End;
        }
    }

    private static int EndOfWord(string text, int end)
    {
        while (end < text.Length)
        {
            var kind = KindAt(text, end, out var length);
            if (kind is Kind.Letter or Kind.Joiner)
            {
                end += length;
            }
            else if (Folding.Style(text[end]) == Folding.Apostrophe && end + 1 < text.Length && KindAt(text, end + 1, out _) == Kind.Letter)
            {
                end++;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private enum Kind
    {
        Letter,
        Ideograph,
        Joiner,
        Blank,
        Other,
    }

    private static Kind KindAt(string text, int at, out int length)
    {
        var c = text[at];
        length = 1;
        if (c < 0x80)
        {
            return char.IsAsciiLetterOrDigit(c) ? Kind.Letter : char.IsWhiteSpace(c) ? Kind.Blank : Kind.Other;
        }

        if (!Rune.TryGetRuneAt(text, at, out var rune))
        {
            return Kind.Other; // half a surrogate pair
        }

        length = rune.Utf16SequenceLength;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.OtherLetter => Scripts.HasNoSpaces(rune.Value) ? Kind.Ideograph : Kind.Letter,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber => Kind.Letter,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => Kind.Joiner,
            UnicodeCategory.Format => Kind.Joiner,
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Kind.Blank,
            _ => char.IsWhiteSpace(c) ? Kind.Blank : Kind.Other,
        };
    }
}
