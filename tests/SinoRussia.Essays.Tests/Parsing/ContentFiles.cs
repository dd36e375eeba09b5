using System.Text;
using CsCheck;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Trials;

namespace SinoRussia.Essays.Tests.Parsing;

/// <summary>The real content with one mistake in one file.</summary>
internal static class ContentFiles
{
    private static readonly Dictionary<string, byte[]> Real = EditionParser.Files
        .Select(name => (Name: name, Path: Path.Combine(AppContext.BaseDirectory, "content", name)))
        .Where(file => File.Exists(file.Path)) // all but the essay are optional
        .ToDictionary(file => file.Name, file => File.ReadAllBytes(file.Path));

    private static readonly string[] Signs =
    [
        "[", "]", "{", "}", "(", ")", "<", ">", "*", "_", "`", "~", "^", "|", "&", "!", "#", "-", ":", "'", "\"", "\\", ",", "?", "%", "@", "+", ".", "=", "/", "{#p1}", "{#", "[^", "[^a]", "[@", "[@kuo", "---", "...", "- ", "^^^", "```", "    ",
        "&#1;", "&#0;", "&#xFFFE;", "&#xD800;", "&#x110000;", "\"\\x01\"", "\"\\uFFFE\"", "\"\\uD800\"", "*a", "&a ", "!!binary ", "!!int ", "<<: {a: b}", "? ", "| ", "> ", "|\n", "- - - -", "{a: [b, {c: d", "key: ", "\nkey: x\n", "\n- ", "\n\t", "\n  ", "~", "null", "yes",
        "[]", "{}", "''", "\"\"", "<!-- x -->", "<script>", "<http://a>", "http://a", "[a](b)", "[a](http://b \"\u0001\")", "![a](b)", "|a|b|\n|-|-|\n", "7922816251426433759354395033", "79228162514264337593543950335", "1e400", "-1", "NaN", "0", ".", "0.0000000000000000000000000001", "9999-12-31", "0000", "0001-01-01", "2022-13-40", "2022-02-30",
    ];

    private static readonly Gen<string> Pieces = Gen.OneOf(
        AwkwardText.OneOf(Signs),
        AwkwardText.OneOf(Signs),
        AwkwardText.OneOf(AwkwardText.Pieces),
        Gen.Select(AwkwardText.OneOf(Signs), Gen.Int[2, 400]).Select((sign, times) => string.Concat(Enumerable.Repeat(sign, times))),
        AwkwardText.Gen);

    public static Gen<Slip> Slips { get; } = Gen.Select(
        AwkwardText.OneOf([.. Real.Keys]), Gen.Enum<SlipKind>(), Gen.Double[0, 1], Gen.Int[1, 40], Pieces, (file, kind, at, length, piece) => new Slip(file, kind, at, length, piece));

    public static Func<string, byte[]?> With(Slip slip) => name => name == slip.File ? slip.In(Real[name]) : Real.GetValueOrDefault(name);

    public static Func<string, byte[]?> With(string file, Func<string, string> edit) =>
        name => name == file ? Encoding.UTF8.GetBytes(edit(Encoding.UTF8.GetString(Real[name]))) : Real.GetValueOrDefault(name);

    public static Func<string, byte[]?> With(string file, byte[] bytes) => name => name == file ? bytes : Real.GetValueOrDefault(name);

    /// <summary>The faults of the files, each with an existing file and line; empty when they are an edition that can be rendered.</summary>
    public static IReadOnlyList<EssayFault> FaultsOf(Func<string, byte[]?> read)
    {
        IReadOnlyList<EssayFault> faults;
        try
        {
            faults = Trial.Run(EditionTrials.Of(EditionParser.Parse(read), Links.AtRoot));
        }
        catch (EssayFaultsException broken)
        {
            faults = broken.Faults;
            Assert.NotEmpty(faults);
        }

        foreach (var fault in faults)
        {
            Assert.True(fault.Cause is null, $"{fault} {fault.Cause}");
            var text = Encoding.UTF8.GetString(read(fault.File) ?? []);
            Assert.InRange(fault.Line, 1, 1 + text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029'));
            Assert.False(string.IsNullOrWhiteSpace(fault.Message));
        }

        return faults;
    }
}

internal enum SlipKind
{
    Insert,
    Delete,
    Replace,
    DeleteLine,
    RepeatLine,
    InsertLine,
    SwapLines,
    Value,
    Truncate,
    Byte,
    Bytes,
    Utf16,
    CarriageReturns,
    Whole,
}

/// <param name="At">The place of the mistake, as a share of the file.</param>
internal sealed record Slip(string File, SlipKind Kind, double At, int Length, string Piece)
{
    public byte[] In(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        var at = (int)(At * text.Length);
        var end = Math.Min(text.Length, at + Length);
        var lines = text.Split('\n').ToList();
        var line = Math.Min(lines.Count - 1, (int)(At * lines.Count));
        switch (Kind)
        {
            case SlipKind.Insert: return Utf8(text[..at] + Piece + text[at..]);
            case SlipKind.Delete: return Utf8(text[..at] + text[end..]);
            case SlipKind.Replace: return Utf8(text[..at] + Piece + text[end..]);
            case SlipKind.DeleteLine: lines.RemoveAt(line); break;
            case SlipKind.RepeatLine: lines.Insert(line, lines[line]); break;
            case SlipKind.InsertLine: lines.Insert(line, Piece); break;
            case SlipKind.SwapLines: (lines[line], lines[^(line + 1)]) = (lines[^(line + 1)], lines[line]); break;
            case SlipKind.Value when lines[line].IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon: lines[line] = lines[line][..(colon + 2)] + Piece; break;
            case SlipKind.Truncate: return file[..(int)(At * file.Length)];
            case SlipKind.Byte: return [.. file[..(int)(At * file.Length)], (byte)(Length * 7), .. file[(int)(At * file.Length)..]];
            case SlipKind.Bytes: return [.. Enumerable.Range(0, Length * 10).Select(i => (byte)((i * 31) + (At * 1000)))];
            case SlipKind.Utf16: return Length % 2 == 0 ? Encoding.Unicode.GetBytes(text) : [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(text)];
            case SlipKind.CarriageReturns: return Utf8(text.Replace("\n", Length % 2 == 0 ? "\r" : "\r\n"));
            case SlipKind.Whole: return Utf8(Piece);
        }

        return Utf8(string.Join('\n', lines));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
