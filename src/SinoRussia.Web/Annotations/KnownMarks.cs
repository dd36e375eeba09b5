using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Caches where the marks of recent readers are, so that after a save only the changed ones are read. It holds no text that they wrote.</summary>
/// <remarks>The cache is checked against the database before use (see <see cref="MarksSnapshot.With"/>), because another process may have written.</remarks>
internal sealed class KnownMarks : IDisposable
{
    // Approximate bytes: room for ten readers with as many marks as the quota allows.
    private const long MostInMemory = 24 << 20;
    private const int BytesPerMark = 200;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostInMemory });

    /// <summary>The marks when this reader last opened this same essay, or <see langword="null"/>.</summary>
    public MarksSnapshot? Find(Guid reader, Essay essay) =>
        known.TryGetValue(reader, out MarksSnapshot? snapshot) && ReferenceEquals(snapshot!.Essay, essay) ? snapshot : null; // no null is ever stored

    public void Set(Guid reader, MarksSnapshot snapshot)
    {
        known.Remove(reader); // frees the size of the entry that this replaces
        known.Set(reader, snapshot, new MemoryCacheEntryOptions { Size = 500 + (BytesPerMark * snapshot.All.Count), SlidingExpiration = KeptFor });
    }

    public void Dispose() => known.Dispose();
}

/// <summary>Identifies one state of a reader's annotations, whichever process wrote it.</summary>
/// <remarks>Each change of an annotation raises the sum of the versions. The time of the last change detects a purge followed by a new annotation.</remarks>
/// <param name="Count">How many there are.</param>
/// <param name="Versions">The sum of their versions.</param>
/// <param name="Last">When one of them was last changed.</param>
internal sealed record ReaderStamp(int Count, long Versions, DateTimeOffset Last)
{
    public static ReaderStamp Nothing { get; } = new(0, 0, DateTimeOffset.UnixEpoch);

    /// <param name="mine">Annotations of one reader.</param>
    public static async Task<ReaderStamp> OfAsync(IQueryable<Annotation> mine, CancellationToken cancellation) =>
        await mine.GroupBy(a => a.ReaderId)
            // A damaged version can be any number, and SQLite reports an error if the sum overflows.
            .Select(all => new ReaderStamp(all.Count(), all.Sum(a => (long)(a.Version & int.MaxValue)), all.Max(a => a.ModifiedAt)))
            .FirstOrDefaultAsync(cancellation) ?? Nothing;
}

/// <summary>The part of one annotation that the essay page needs.</summary>
/// <param name="Mark">Where it is; <see langword="null"/> if it is in the bin or has no place in the text.</param>
/// <param name="DetachedBeside">The element beside which the page shows that its words are gone, or <see langword="null"/>.</param>
internal readonly record struct KnownMark(Guid Id, int Version, Mark? Mark, string? DetachedBeside);

/// <summary>All annotations of a reader, including the bin, as they were in the database at one moment.</summary>
internal sealed class MarksSnapshot
{
    private MarksSnapshot(Essay essay, ReaderStamp stamp, Dictionary<Guid, KnownMark> all, List<Mark> marks)
    {
        (Essay, Stamp, All) = (essay, stamp, all);
        Marks = new MarksInText(marks, all.Values.Select(one => one.DetachedBeside).OfType<string>().CountBy(id => id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
    }

    public Essay Essay { get; }

    public ReaderStamp Stamp { get; }

    public IReadOnlyDictionary<Guid, KnownMark> All { get; }

    public MarksInText Marks { get; }

    public static MarksSnapshot Of(Essay essay, ReaderStamp stamp, IEnumerable<KnownMark> all)
    {
        var known = all.ToDictionary(one => one.Id);
        List<Mark> marks = [.. known.Values.Select(one => one.Mark).OfType<Mark>()];
        marks.Sort(MarksInText.ByAge);
        return new MarksSnapshot(essay, stamp, known, marks);
    }

    /// <summary>This snapshot updated with later changes.</summary>
    /// <param name="stamp">The state that the result must have.</param>
    /// <param name="written">All that was changed at or after the last change in this snapshot.</param>
    /// <returns><see langword="null"/> if the result does not match: there were other changes, such as a purge, or one made after the clock was set back.</returns>
    public MarksSnapshot? With(ReaderStamp stamp, IReadOnlyCollection<KnownMark> written)
    {
        var added = written.Where(one => !All.ContainsKey(one.Id)).ToList();
        var versions = Stamp.Versions + written.Sum(one => (long)one.Version - (All.TryGetValue(one.Id, out var before) ? before.Version : 0));
        if (Stamp.Count + added.Count != stamp.Count || versions != stamp.Versions)
        {
            return null;
        }

        var all = new Dictionary<Guid, KnownMark>(All);
        var changed = new HashSet<Guid>();
        foreach (var one in written)
        {
            all[one.Id] = one;
            changed.Add(one.Id);
        }

        List<Mark> marks = [.. Marks.Marks.Where(mark => !changed.Contains(mark.Id))];
        foreach (var mark in written.Select(one => one.Mark).OfType<Mark>())
        {
            var at = marks.BinarySearch(mark, Comparer<Mark>.Create(MarksInText.ByAge));
            marks.Insert(at < 0 ? ~at : at, mark);
        }

        return new MarksSnapshot(Essay, stamp, all, marks);
    }
}
