namespace SinoRussia.Web.Storage;

/// <summary>What only the database engine knows. The rest of the site is written for any engine, and names none.</summary>
internal interface IDatabaseEngine
{
    /// <summary>What a person does to repair a row that cannot be read.</summary>
    string RowRepair { get; }

    /// <summary>Checks that this program can use the database, and migrates it to the current version.</summary>
    /// <param name="isReopened">Whether it has been open since the site started. Then a missing one is not created.</param>
    /// <returns>Why it cannot be used, or <see langword="null"/> if it is open.</returns>
    Task<StorageProblem?> OpenAsync(bool isReopened, CancellationToken cancellation);

    /// <summary>Why the open database can no longer be used although it reports no failure, or <see langword="null"/>.</summary>
    StorageProblem? FindLoss();

    /// <summary>Whether another process serves the same data, where only one should.</summary>
    bool IsShared();

    /// <summary>What is wrong, and what a person does about it.</summary>
    StorageProblem Explain(Exception failure);

    /// <summary>Whether the engine has rolled back the whole transaction by itself, although the caller has not ended it.</summary>
    bool HasRolledBack(AnnotationsDb db);

    /// <summary>Starts a read transaction: until it is disposed of, all queries see the database as it is now. It does not block writers.</summary>
    Task<IAsyncDisposable> BeginReadAsync(AnnotationsDb db, CancellationToken cancellation);

    /// <summary>Overwrites what was deleted, wherever the engine still stores it.</summary>
    /// <returns>Whether nothing of it is left.</returns>
    Task<bool> TryEraseDeletedAsync(AnnotationsDb db, CancellationToken cancellation);

    /// <summary>Searches the whole database for rows that cannot be read. Queries leave them out.</summary>
    /// <returns>For each, a column that cannot be read.</returns>
    Task<IReadOnlyDictionary<(string Table, long Row), string>> FindUnreadableRowsAsync(AnnotationsDb db, CancellationToken cancellation);
}
