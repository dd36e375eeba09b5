using SinoRussia.Benchmarks;

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
if (wanted.FirstOrDefault(verb => !figures.ContainsKey(verb)) is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is none of: {string.Join(", ", figures.Keys)}. Without a verb, all are measured.");
    return 2;
}

var isKept = true;
foreach (var verb in wanted)
{
    isKept &= await figures[verb](); // all of them, even when one is broken
}

return isKept ? 0 : 1;
