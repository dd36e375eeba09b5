using System.Text;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Web.Annotations;

/// <summary><c>SinoRussia.Web anchor [--quote-only]</c>: answers anchoring questions line by line, by the code that the site runs.</summary>
internal static class AnchorCommand
{
    private const string QuoteOnly = "--quote-only";

    /// <returns>0 when every line was answered; 2 when the command line was not understood.</returns>
    public static int Run(string[] options)
    {
        if (options.FirstOrDefault(option => option != QuoteOnly) is { } unknown)
        {
            Console.Error.WriteLine($"There is no option '{unknown}'. The command is: anchor [{QuoteOnly}]");
            return 2;
        }

        var plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var questions = new StreamReader(Console.OpenStandardInput(), plain);
        using var answers = new StreamWriter(Console.OpenStandardOutput(), plain);
        AnchorProtocol.Run(questions, answers, options.Contains(QuoteOnly));
        return 0;
    }
}
