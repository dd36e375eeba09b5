using SinoRussia.Benchmarks;

// The figures of the design, one verb for each; each prints what it found and its budget, and fails when that is broken.
var figures = new Dictionary<string, Func<bool>>(StringComparer.Ordinal)
{
    ["carry"] = AnchoringFigures.Carry,
    ["carry-long"] = AnchoringFigures.CarryLong,
    ["quotation"] = AnchoringFigures.Quotation,
    ["page"] = ServingFigures.Page,
    ["304"] = ServingFigures.NotModified,
    ["start"] = StartFigures.Start,
    ["memory"] = StartFigures.Memory,
};

var wanted = args.Length == 0 ? [.. figures.Keys] : args;
if (wanted.FirstOrDefault(verb => !figures.ContainsKey(verb)) is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is none of: {string.Join(", ", figures.Keys)}. Without a verb, all are measured.");
    return 2;
}

var kept = wanted.Select(verb => figures[verb]()).ToList(); // all of them, even when one is broken
return kept.Contains(false) ? 1 : 0;
