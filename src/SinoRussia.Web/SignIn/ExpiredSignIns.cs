using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Deletes what is no longer valid: links to other devices, challenges, and joins that cannot be undone any more.</summary>
internal sealed class ExpiredSignIns(WriteQueue writer, TimeProvider clock, ILogger<ExpiredSignIns> logger) : RepeatedWork(TimeSpan.FromHours(1), clock, logger)
{
    protected override string FailureMessage => "Expired sign-ins could not be deleted; trying again in an hour";

    public async Task DeleteAsync(CancellationToken cancellation)
    {
        var now = Clock.GetUtcNow();
        var since = now - SignIns.UndoneWithin;
        var joins = await writer.WriteAsync(
            async (db, token) =>
            {
                await db.DeviceLinks.Where(link => link.ExpiresAt < now).ExecuteDeleteAsync(token);
                await db.UsedChallenges.Where(challenge => challenge.ExpiresAt < now).ExecuteDeleteAsync(token);
                return await db.Joins.AsNoTracking().Where(join => join.JoinedAt < since).ToListAsync(token);
            },
            cancellation,
            areRows: true);
        foreach (var join in joins) // one at a time, so that readers' saves can run in between
        {
            await writer.WriteAsync(
                async (db, token) =>
                {
                    if (await db.Joins.Where(one => one.Id == join.Id).ExecuteDeleteAsync(token) > 0) // otherwise it was undone meanwhile, and they have notes again
                    {
                        await ReaderRows.DeleteAsync(db, join.FormerId, token);
                    }

                    return true;
                },
                cancellation,
                areRows: true);
        }
    }

    protected override Task WorkAsync(CancellationToken cancellation) => DeleteAsync(cancellation);
}
