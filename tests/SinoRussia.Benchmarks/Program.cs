using SinoRussia.Benchmarks;

// The figures of the design, one verb for each; each prints what it found and its budget, and fails when that is broken.
var figures = new Dictionary<string, Func<Task<bool>>>(StringComparer.Ordinal)
{
    ["carry"] = () => Task.FromResult(AnchoringFigures.Carry()),
    ["carry-long"] = () => Task.FromResult(AnchoringFigures.CarryLong()),
    ["quotation"] = () => Task.FromResult(AnchoringFigures.Quotation()),
    ["saves"] = SavingFigures.SavesAsync,
};

if (args is not [var verb] || !figures.TryGetValue(verb, out var figure))
{
    Console.Error.WriteLine($"One of: {string.Join(", ", figures.Keys)}");
    return 2;
}

return await figure() ? 0 : 1;
