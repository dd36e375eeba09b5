using System.Diagnostics;
using System.Text.Json;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Benchmarks;

/// <summary>Answers anchoring questions line by line: first a pair of texts, then the marks made on the earlier one.</summary>
internal static class AnchorProtocol
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="questions">One JSON object per line, whose <c>kind</c> is <c>doc</c> or <c>case</c>.</param>
    /// <param name="answers">One JSON object per line, in the same order, flushed after each line.</param>
    /// <param name="quoteOnly">Whether to use only the quotation, as for a mark whose revision is unknown.</param>
    /// <exception cref="FormatException">A line is invalid. The lines before it have been answered.</exception>
    public static void Run(TextReader questions, TextWriter answers, bool quoteOnly)
    {
        Func<Question, Anchor>? locate = null;
        for (var number = 1; questions.ReadLine() is { } line; number++)
        {
            var question = Read(line, number);
            var began = Stopwatch.GetTimestamp();
            object answer;
            if (question.Kind == "doc")
            {
                locate = Ready(question, quoteOnly);
                answer = new { doc = question.Doc, status = "ready" };
            }
            else if (locate is null)
            {
                throw new FormatException($"Line {number}: a mark comes before the texts that it belongs to. They are in a line of kind 'doc'.");
            }
            else
            {
                var anchor = locate(question);
                var us = Math.Round(Stopwatch.GetElapsedTime(began).TotalMicroseconds, 1);
                answer = new
                {
                    id = question.Id,
                    start = anchor.Passage?.Start,
                    end = anchor.Passage?.End,
                    status = anchor.Passage is null ? "orphan" : "anchored",
                    score = Math.Round(anchor.Score, 3),
                    us,
                };
            }

            answers.WriteLine(JsonSerializer.Serialize(answer));
            answers.Flush();
        }
    }

    private static Question Read(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Question>(line, Json) is { Kind: "doc" or "case" } question
                ? question
                : throw new FormatException($"Line {number}: 'kind' is neither 'doc' nor 'case'.");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"Line {number} is not a JSON object of the expected form: {broken.Message}", broken);
        }
    }

    private static Func<Question, Anchor> Ready(Question pair, bool quoteOnly)
    {
        if (quoteOnly)
        {
            var quotation = Quotation.SearchIn(pair.After ?? "");
            return question => quotation.Find(question.Quote);
        }

        var (after, alignment) = (pair.After ?? "", Alignment.Between(pair.Before ?? "", pair.After ?? ""));
        return question => Anchoring.Locate(after, After, question.Target, alignment);
    }

    // The protocol has no revisions, only the two texts of a pair.
    private const string Before = "before";
    private const string After = "after";

    private sealed record Question(
        string? Kind, string? Doc, string? Id, string? Before, string? After, string? Exact, string? Prefix, string? Suffix, int Start, int End)
    {
        public TextQuoteSelector Quote => new() { Exact = Exact ?? "", Prefix = Prefix ?? "", Suffix = Suffix ?? "" };

        public Target Target => new() { Quote = Quote, Position = TextPositionSelector.OrUnknown(Start, End), Revision = AnchorProtocol.Before };
    }
}
