using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SinoRussia.Web.Storage;

/// <summary>What readers wrote. Only <see cref="WriteQueue"/> saves changes.</summary>
internal sealed class AnnotationsDb(DbContextOptions<AnnotationsDb> options) : DbContext(options)
{
    public DbSet<Annotation> Annotations => Set<Annotation>();

    public DbSet<EarlierVersion> EarlierVersions => Set<EarlierVersion>();

    public DbSet<ColourName> ColourNames => Set<ColourName>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<ReaderUsage> Usage => Set<ReaderUsage>();

    public DbSet<Reader> Readers => Set<Reader>();

    public DbSet<ReaderSession> Sessions => Set<ReaderSession>();

    public DbSet<Passkey> Passkeys => Set<Passkey>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<DeviceLink> DeviceLinks => Set<DeviceLink>();

    public DbSet<UsedChallenge> UsedChallenges => Set<UsedChallenge>();

    public DbSet<ReaderJoin> Joins => Set<ReaderJoin>();

    public DbSet<NoteLink> NoteLinks => Set<NoteLink>();

    public DbSet<ShownAnnotation> ShownAnnotations => Set<ShownAnnotation>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AnnotationsDb).Assembly);

    // Not every engine can sort DateTimeOffset (SQLite cannot), but all can sort milliseconds since 1970.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<EpochMilliseconds>();

    private sealed class EpochMilliseconds() : ValueConverter<DateTimeOffset, long>(
        moment => moment.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest))) // a damaged row can hold any number, and MAX may return it
    {
        private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
        private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    }
}
