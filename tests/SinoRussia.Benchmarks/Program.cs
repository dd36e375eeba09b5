using SinoRussia.Benchmarks;

// The figures of the design, one verb for each; each prints what it found and its budget, and fails when that is broken.
var figures = new Dictionary<string, Func<bool>>(StringComparer.Ordinal)
{
    ["carry"] = AnchoringFigures.Carry,
    ["carry-long"] = AnchoringFigures.CarryLong,
    ["quotation"] = AnchoringFigures.Quotation,
};

if (args is not [var verb] || !figures.TryGetValue(verb, out var figure))
{
    Console.Error.WriteLine($"One of: {string.Join(", ", figures.Keys)}");
    return 2;
}

return figure() ? 0 : 1;
