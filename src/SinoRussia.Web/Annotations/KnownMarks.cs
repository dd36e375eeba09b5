using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Where the marks of those stand who looked last, so that after a save only what was saved is read. No word of theirs is in it.</summary>
/// <remarks>It is believed only as far as the database bears it out, see <see cref="MarksSnapshot.With"/>: another process may have written.</remarks>
internal sealed class KnownMarks : IDisposable
{
    // In bytes, about: ten readers with as many marks as fit.
    private const long MostInMemory = 24 << 20;
    private const int BytesPerMark = 200;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostInMemory });

    /// <summary>As they were when this reader looked last at this very essay, or <see langword="null"/>.</summary>
    public MarksSnapshot? Find(Guid reader, Essay essay) =>
        known.TryGetValue(reader, out MarksSnapshot? snapshot) && ReferenceEquals(snapshot!.Essay, essay) ? snapshot : null; // no null is kept

    public void Set(Guid reader, MarksSnapshot snapshot)
    {
        known.Remove(reader); // what it takes the place of makes room first
        known.Set(reader, snapshot, new MemoryCacheEntryOptions { Size = 500 + (BytesPerMark * snapshot.All.Count), SlidingExpiration = KeptFor });
    }

    public void Dispose() => known.Dispose();
}

/// <summary>By which one state of what a reader wrote is told from another, whoever wrote it.</summary>
/// <remarks>Each change of an annotation adds to the sum of their versions; the latest moment tells apart what was purged and made anew.</remarks>
/// <param name="Count">How many there are.</param>
/// <param name="Versions">The sum of their versions.</param>
/// <param name="Last">When one of them was changed last.</param>
internal sealed record ReaderStamp(int Count, long Versions, DateTimeOffset Last)
{
    public static ReaderStamp Nothing { get; } = new(0, 0, DateTimeOffset.UnixEpoch);

    /// <param name="mine">Annotations of one reader.</param>
    public static async Task<ReaderStamp> OfAsync(IQueryable<Annotation> mine, CancellationToken cancellation) =>
        await mine.GroupBy(a => a.ReaderId)
            // A damaged version can be any number, and a sum that is too large is an error of the database's.
            .Select(all => new ReaderStamp(all.Count(), all.Sum(a => (long)(a.Version & int.MaxValue)), all.Max(a => a.ModifiedAt)))
            .FirstOrDefaultAsync(cancellation) ?? Nothing;
}

/// <summary>One of a reader's annotations as far as the essay's page needs it.</summary>
/// <param name="Mark">Where it stands; <see langword="null"/> for one in the bin or without a place in the text.</param>
/// <param name="DetachedBeside">The element beside which the page says that its words are gone, or <see langword="null"/>.</param>
internal readonly record struct KnownMark(Guid Id, int Version, Mark? Mark, string? DetachedBeside);

/// <summary>All that a reader has, the bin included, as the database had it at one moment.</summary>
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

    /// <summary>This with what was written since.</summary>
    /// <param name="stamp">The state that it must come to.</param>
    /// <param name="written">All that was changed at or after the last moment of this state.</param>
    /// <returns><see langword="null"/> when there must have been more, such as one that was deleted for good, or changed by a clock that went back.</returns>
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
