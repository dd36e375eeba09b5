using SinoRussia.Benchmarks;

if (args is [AnchorVerb.Name, .. var options])
{
    return AnchorVerb.Run(options);
}

// Measures what has a budget, one verb per subject. Each verb prints its figures and budgets, and fails when a budget is exceeded.
var figures = new Dictionary<string, Func<Task<bool>>>(StringComparer.Ordinal)
{
    ["carry"] = async () => AnchoringFigures.Carry() & await ManyNotesFigures.ReanchorMeasuredAsync(),
    ["carry-long"] = () => Task.FromResult(AnchoringFigures.CarryLong()),
    ["quotation"] = () => Task.FromResult(AnchoringFigures.Quotation()),
    ["page"] = () => Task.FromResult(ServingFigures.Page()),
    ["304"] = () => Task.FromResult(ServingFigures.NotModified()),
    ["variants"] = () => Task.FromResult(VariantFigures.Variant()),
    ["start"] = () => Task.FromResult(StartFigures.Start()),
    ["memory"] = () => Task.FromResult(StartFigures.Memory()),
    ["saves"] = SavingFigures.SavesAsync,
    ["reader-page"] = ReaderFigures.PageAsync,
    ["save-answer"] = ReaderFigures.SaveAnswerAsync,
    ["note-html"] = () => Task.FromResult(NoteFigures.Html()),
    ["reanchor"] = ManyNotesFigures.ReanchorAsync,
    ["export"] = ManyNotesFigures.ExportAsync,
    ["bulk"] = ManyNotesFigures.BulkAsync,
    ["history"] = ManyNotesFigures.HistoryAsync,
};

var wanted = args.Length == 0 ? [.. figures.Keys] : args;
if (wanted.FirstOrDefault(verb => !figures.ContainsKey(verb)) is { } other)
{
    var usage = $"""
        Usage: SinoRussia.Benchmarks [VERB …]
        Each verb measures figures and says whether they meet their budgets; without a verb, all are measured. Verbs:
        {string.Join(' ', figures.Keys)}

        Usage: SinoRussia.Benchmarks {AnchorVerb.Usage}
        """;
    if (other == "--help")
    {
        Console.WriteLine(usage);
        return 0;
    }

    Console.Error.WriteLine($"'{other}' is not a verb.{Environment.NewLine}{usage}");
    return 2;
}

var isMet = true;
foreach (var verb in wanted)
{
    isMet &= await figures[verb](); // run them all, even when one fails
}

return isMet ? 0 : 1;
