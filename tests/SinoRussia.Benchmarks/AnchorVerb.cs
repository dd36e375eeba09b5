using System.Text;

namespace SinoRussia.Benchmarks;

/// <summary><c>anchor [--quote-only]</c>: answers anchoring questions from standard input, with the code that the site runs.</summary>
internal static class AnchorVerb
{
    public const string Name = "anchor";

    private const string QuoteOnly = "--quote-only";

    public const string Usage =
        $$"""
        {{Name}} [{{QuoteOnly}}]   answers where marks on one text stand in another: one line of JSON for each line of standard input,
          first {"kind":"doc","doc":…,"before":…,"after":…} with the two texts,
          then {"kind":"case","id":…,"exact":…,"prefix":…,"suffix":…,"start":…,"end":…} for each mark, its place in UTF-16 code units.
          {{QuoteOnly}}: use the quotation alone, as if the text that was marked were not known.
        """;

    /// <returns>The exit code: 0 when all lines were answered, 1 when a line was invalid, 2 for an unknown option.</returns>
    public static int Run(ReadOnlySpan<string> options)
    {
        if (options is not ([] or [QuoteOnly]))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var questions = new StreamReader(Console.OpenStandardInput(), plain);
        using var answers = new StreamWriter(Console.OpenStandardOutput(), plain);
        try
        {
            AnchorProtocol.Run(questions, answers, options is [QuoteOnly]);
            return 0;
        }
        catch (FormatException noQuestion)
        {
            Console.Error.WriteLine(noQuestion.Message);
            return 1;
        }
    }
}
