using SinoRussia.Benchmarks;

if (args is [AnchorVerb.Name, .. var options])
{
    return AnchorVerb.Run(options);
}

// The figures of the design, one verb for each; each prints what it found and its budget, and fails when that is broken.
var figures = new Dictionary<string, Func<Task<bool>>>(StringComparer.Ordinal)
{
    ["carry"] = async () => AnchoringFigures.Carry() & await PileFigures.ReanchorMeasuredAsync(),
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
    ["reanchor"] = PileFigures.ReanchorAsync,
    ["export"] = PileFigures.ExportAsync,
    ["bulk"] = PileFigures.BulkAsync,
    ["history"] = PileFigures.HistoryAsync,
};

var wanted = args.Length == 0 ? [.. figures.Keys] : args;
if (wanted.FirstOrDefault(verb => !figures.ContainsKey(verb)) is { } other)
{
    var usage = $"""
        Usage: SinoRussia.Benchmarks [VERB …]
        Each verb measures figures and says whether they keep their budgets; without a verb, all are measured. Verbs:
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

var isKept = true;
foreach (var verb in wanted)
{
    isKept &= await figures[verb](); // all of them, even when one is broken
}

return isKept ? 0 : 1;
