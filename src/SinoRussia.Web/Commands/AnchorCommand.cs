using System.CommandLine;
using System.Text;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Web.Commands;

/// <summary><c>anchor [--quote-only]</c>: answers anchoring questions line by line, by the code that the site runs.</summary>
internal static class AnchorCommand
{
    public static Command Create()
    {
        var quoteOnly = new Option<bool>("--quote-only") { Description = "Use the quotation alone, as if the text that was marked were not known." };
        var command = new Command("anchor", "Answers from standard input, one JSON line each, where marks on one text stand in another.") { quoteOnly };
        command.SetAction(result => Run(result.GetValue(quoteOnly)));
        return command;
    }

    private static int Run(bool quoteOnly)
    {
        var plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var questions = new StreamReader(Console.OpenStandardInput(), plain);
        using var answers = new StreamWriter(Console.OpenStandardOutput(), plain);
        try
        {
            AnchorProtocol.Run(questions, answers, quoteOnly);
            return CommandLine.Done;
        }
        catch (FormatException noQuestion)
        {
            Console.Error.WriteLine(noQuestion.Message);
            return CommandLine.Refused;
        }
    }
}
