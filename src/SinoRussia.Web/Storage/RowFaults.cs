namespace SinoRussia.Web.Storage;

/// <summary>Which rows of the database cannot be read, by table and rowid. It never holds their content.</summary>
internal sealed partial class RowFaults(IDatabaseEngine engine, ILogger<RowFaults> logger) : IDisposable
{
    private const int MostNamed = 10;

    private readonly SemaphoreSlim met = new(0, 1);
    private IReadOnlyDictionary<(string Table, long Row), string> known = new Dictionary<(string, long), string>();
    private volatile bool isMet;

    /// <summary>Whether a query has met an unreadable row since the last check began.</summary>
    public bool IsMet => isMet;

    public bool IsAny => isMet || known.Count > 0;

    /// <summary>What is wrong and what to do about it, or <see langword="null"/>.</summary>
    public string? Problem => known.Count == 0 ? null :
        $"{(known.Count == 1 ? "A row" : $"{known.Count} rows")} of the database cannot be read and {(known.Count == 1 ? "is" : "are")} left out: {string.Join(", ", known.Take(MostNamed).Select(fault => $"{fault.Key.Table} {fault.Key.Row} ({fault.Value})"))}{(known.Count > MostNamed ? ", …" : "")}. Nothing in {(known.Count == 1 ? "it" : "them")} is changed. {engine.RowRepair} Repaired rows are shown at once.";

    /// <summary>Records that a query has met an unreadable row.</summary>
    public void Meet()
    {
        if (!isMet)
        {
            isMet = true;
            Wake();
        }
    }

    /// <summary>Waits until a query meets an unreadable row.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellation) => met.WaitAsync(atMost, cancellation);

    /// <summary>A check begins. Rows that queries meet from now on count as new.</summary>
    public void BeginCheck() => isMet = false;

    public void Found(IReadOnlyDictionary<(string Table, long Row), string> faults)
    {
        foreach (var (row, column) in faults.Where(fault => !known.ContainsKey(fault.Key)).Take(100))
        {
            LogFault(row.Table, row.Row, column);
        }

        known = faults;
    }

    public void Dispose() => met.Dispose();

    private void Wake()
    {
        try
        {
            met.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already signalled.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A row cannot be read and is left out: {Table}, rowid {Row}, column {Column}")]
    private partial void LogFault(string table, long row, string column);
}
