using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Makes this browser one of a reader's, and ends sessions. What the browser had before comes along, and that can be undone for a day.</summary>
internal sealed class SignIns(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader current, TimeProvider clock)
{
    /// <summary>How long a join can be undone.</summary>
    public static readonly TimeSpan UndoneWithin = TimeSpan.FromDays(1);

    private static readonly Refusal NoReader = new("no-reader", "These notes were deleted in the meantime, so there is nothing to sign in to.", StatusCodes.Status410Gone);
    private static readonly Refusal NoJoin = new("no-join", "This cannot be undone any more: it was undone already, or more than a day has passed.", StatusCodes.Status410Gone);

    /// <summary>Signs this browser in. It gets a new session and a new cookie; the cookie that it had is no longer valid.</summary>
    /// <param name="reader">Who signs in, by a proof that the caller has checked.</param>
    public Task<SignInOutcome> SignInAsync(Guid reader, CancellationToken cancellation) => SignInAsync((_, _) => Task.FromResult<Guid?>(reader), NoReader, cancellation);

    /// <summary>Signs this browser in with a proof that can be used only once: it is used up in the transaction that signs in.</summary>
    /// <param name="use">Uses the proof up, and returns whose it is; <see langword="null"/> if it is not valid now.</param>
    /// <param name="invalid">The answer if it is not.</param>
    /// <param name="once">The id of the new session, if it shows that the same form was sent before: then the answer is the same as the first one, which may have been lost.</param>
    public async Task<SignInOutcome> SignInAsync(Func<AnnotationsDb, CancellationToken, Task<Guid?>> use, Refusal invalid, CancellationToken cancellation, Guid? once = null)
    {
        var formerSession = current.Session;
        var (session, browser) = (current.NewSession(once), current.Browser);
        var now = clock.GetUtcNow();
        var saved = await writer.SaveAsync(
            null,
            async (db, token) =>
            {
                if (await use(db, token) is not { } reader)
                {
                    return new SignInOutcome(invalid);
                }

                if (!await db.Readers.AnyAsync(one => one.Id == reader, token))
                {
                    return new SignInOutcome(NoReader);
                }

                if (once is not null && await FirstOutcomeAsync(db, session, reader, token) is { } first)
                {
                    return first;
                }

                // Read here: the form may have been sent twice, or another browser of the same reader has signed in.
                var former = await db.Sessions.Where(s => s.Id == formerSession).Select(s => (Guid?)s.ReaderId).SingleOrDefaultAsync(token);
                await db.Sessions.Where(s => s.Id == formerSession).ExecuteDeleteAsync(token);
                db.Add(new ReaderSession { Id = session, ReaderId = reader, Browser = browser, CreatedAt = now, SeenAt = now });
                var join = former is { } own && own != reader ? await ReaderJoining.JoinAsync(db, own, reader, [formerSession!.Value, session], now, token) : null; // not null: it has a reader
                await ReaderJoining.ReplaceAsync(db, formerSession, session, reader, token);
                await db.SaveChangesAsync(token); // because the change bypasses the change tracker elsewhere
                return new SignInOutcome(null, join?.Id, join?.Annotations ?? 0);
            },
            cancellation,
            areRows: true);
        var outcome = saved.Or(refusal => new SignInOutcome(refusal));
        if (outcome.Refusal is null)
        {
            current.Remember();
        }

        return outcome;
    }

    // What the first answer said, if this session was made by it.
    private static async Task<SignInOutcome?> FirstOutcomeAsync(AnnotationsDb db, Guid session, Guid reader, CancellationToken cancellation)
    {
        if (await db.Sessions.Where(s => s.Id == session && s.ReaderId == reader).Select(s => (DateTimeOffset?)s.CreatedAt).SingleOrDefaultAsync(cancellation) is not { } since)
        {
            return null;
        }

        var join = await db.Joins.AsNoTracking()
            .FirstOrDefaultAsync(j => j.ReaderId == reader && j.JoinedAt == since && j.Rows.Any(row => row.Kind == JoinedKind.Session && row.RowId == session), cancellation);
        return new SignInOutcome(null, join?.Id, join?.Annotations ?? 0);
    }

    /// <summary>What came along with other browsers within a day, newest first, and what undoing it would leave.</summary>
    public async Task<IReadOnlyList<(ReaderJoin Join, JoinUndone Undone)>> JoinsAsync(CancellationToken cancellation)
    {
        var (reader, now) = (current.Id, clock.GetUtcNow());
        var since = now - UndoneWithin;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var joins = await db.Joins.AsNoTracking().Where(join => join.ReaderId == reader && join.JoinedAt > since).OrderByDescending(join => join.JoinedAt).ToListAsync(cancellation);
        var found = new List<(ReaderJoin, JoinUndone)>(joins.Count);
        foreach (var join in joins)
        {
            found.Add((join, await JoinUndone.OfAsync(db, join, current.Session, now, cancellation)));
        }

        return found;
    }

    /// <summary>Gives back what came along: the browsers that had it are a reader of their own again.</summary>
    /// <param name="isSure">Needed only if other browsers alone would lead to some of the notes, see <see cref="JoinUndone.OnlyBrowsers"/>.</param>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public async Task<Refusal?> UndoAsync(Guid join, bool isSure, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var since = now - UndoneWithin;
        var (reader, session) = (current.Id, current.Session);
        var saved = await writer.SaveAsync(
            current,
            async (db, token) =>
            {
                if (await db.Joins.AsNoTracking().SingleOrDefaultAsync(one => one.Id == join && one.ReaderId == reader && one.JoinedAt > since, token) is not { } found)
                {
                    return NoJoin;
                }

                var undone = await JoinUndone.OfAsync(db, found, session, now, token);
                if (undone.Refusal is not null || (undone.OnlyBrowsers.Count > 0 && !isSure))
                {
                    return undone.Refusal ?? Refusal.UndoNotSure;
                }

                await ReaderJoining.UndoAsync(db, found, now, token);
                await db.SaveChangesAsync(token); // because the change bypasses the change tracker elsewhere
                return null;
            },
            cancellation,
            areRows: true);
        return saved.Or(refusal => refusal);
    }

    /// <summary>Ends sessions of the reader: their cookies are no longer valid. A link to another device, which one of these browsers may have made, ends too.</summary>
    /// <param name="which">Which of the reader's sessions.</param>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public Task<Refusal?> EndAsync(Expression<Func<ReaderSession, bool>> which, CancellationToken cancellation) =>
        EndAsync(which, (_, _) => Task.FromResult<Refusal?>(null), cancellation);

    /// <summary>Ends the session of this browser and deletes its cookies. The notes stay.</summary>
    /// <param name="isSure">Needed only if nothing else leads to the notes.</param>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public async Task<Refusal?> SignOutAsync(bool isSure, CancellationToken cancellation)
    {
        var (reader, session, now) = (current.Id, current.Session, clock.GetUtcNow());
        var left = await current.EarlierOfOthersAsync(cancellation);
        var refusal = await EndAsync(
            s => s.Id == session,
            async (db, token) => isSure || reader is not { } known || await ReaderWays.AreThereAsync(db, known, session, now, token) ? null : Refusal.LastWay,
            cancellation);
        if (refusal is null)
        {
            current.Leave(left);
        }

        return refusal;
    }

    private async Task<Refusal?> EndAsync(
        Expression<Func<ReaderSession, bool>> which, Func<AnnotationsDb, CancellationToken, Task<Refusal?>> check, CancellationToken cancellation)
    {
        var reader = current.Id;
        return (await writer.SaveAsync(
            current,
            async (db, token) =>
            {
                if (await check(db, token) is { } refusal)
                {
                    return refusal;
                }

                await db.DeviceLinks.Where(link => link.ReaderId == reader).ExecuteDeleteAsync(token);
                await db.Sessions.Where(s => s.ReaderId == reader).Where(which).ExecuteDeleteAsync(token);
                return null;
            },
            cancellation,
            areRows: true)).Or(refusal => refusal);
    }
}

/// <summary>The result of signing in.</summary>
/// <param name="Refusal">Why not, or <see langword="null"/>.</param>
/// <param name="Join">The id of the join that can be undone, if this browser had notes of its own; otherwise <see langword="null"/>.</param>
/// <param name="Annotations">How many notes and highlights of its own came along.</param>
internal sealed record SignInOutcome(Refusal? Refusal, Guid? Join = null, int Annotations = 0);
