using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SinoRussia.Essays;

namespace SinoRussia.Web.Storage;

/// <summary>What readers wrote. Only this folder queries it, and only <see cref="WriteQueue"/> saves.</summary>
internal sealed class AnnotationsDb(DbContextOptions<AnnotationsDb> options) : DbContext(options)
{
    public DbSet<Annotation> Annotations => Set<Annotation>();

    public DbSet<EarlierVersion> EarlierVersions => Set<EarlierVersion>();

    public DbSet<ColourName> ColourNames => Set<ColourName>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<ReaderUsage> Usage => Set<ReaderUsage>();

    /// <summary>What one reader wrote on one essay, the bin included.</summary>
    public IQueryable<Annotation> AnnotationsOf(Guid? reader, Essay essay)
    {
        var essayId = essay.Id;
        return Annotations.Where(a => a.ReaderId == reader && a.EssayId == essayId);
    }

    /// <summary>Until it is disposed of, all that is read is as it was at one moment. Nobody waits for it who writes.</summary>
    public async Task<IAsyncDisposable> BeginReadAsync(CancellationToken cancellation)
    {
        await Database.OpenConnectionAsync(cancellation);
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
        await Database.UseTransactionAsync(transaction, cancellation);
        return transaction;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AnnotationsDb).Assembly);

    // SQLite cannot order DateTimeOffset; milliseconds since 1970 it can.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<EpochMilliseconds>();

    private sealed class EpochMilliseconds() : ValueConverter<DateTimeOffset, long>(
        moment => moment.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest))) // the greatest of several may be a damaged one
    {
        private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
        private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    }
}
