using System.Text;
using SinoRussia.Essays.Anchors;

// The figures of the design, one verb for each; nothing here is a test.
var verb = args.FirstOrDefault();
switch (verb)
{
    case "anchor":
        var questions = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var answers = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        AnchorProtocol.Run(questions, answers, quoteOnly: args.Contains("--quote-only"));
        return 0;

    default:
        Console.Error.WriteLine("Verbs: anchor [--quote-only]");
        return 2;
}
