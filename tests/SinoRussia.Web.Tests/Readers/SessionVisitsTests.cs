using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.SignIn;

namespace SinoRussia.Web.Tests.Readers;

public sealed class SessionVisitsTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";

    [Fact]
    public async Task The_first_visit_of_a_day_is_stored_within_a_minute_and_the_others_are_not()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var session = await app.AddSessionAsync(keeper.Reader);
        var visits = app.Services.GetRequiredService<SessionVisits>();
        var first = app.Clock.GetUtcNow();

        app.Clock.Advance(TimeSpan.FromHours(2));
        visits.Saw(session, Firefox);
        await visits.StoreAsync(default);
        Assert.Equal(("Firefox on Linux", first), await RowAsync(app, session)); // the same day

        app.Clock.Advance(TimeSpan.FromDays(1));
        visits.Saw(session, "something else");
        var second = app.Clock.GetUtcNow();
        await visits.StoreAsync(default);
        app.Clock.Advance(TimeSpan.FromHours(1));
        visits.Saw(session, Firefox);
        await visits.StoreAsync(default);
        Assert.Equal(("Firefox on Linux", second), await RowAsync(app, session));
    }

    [Fact]
    public async Task Nothing_is_written_before_the_minute_is_over()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var session = await app.AddSessionAsync(keeper.Reader, seen: app.Clock.GetUtcNow().AddDays(-3));
        var stored = await RowAsync(app, session);

        app.Services.GetRequiredService<SessionVisits>().Saw(session, Firefox);

        Assert.Equal(stored, await RowAsync(app, session));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 200 && await RowAsync(app, session) == stored; i++)
        {
            await app.Services.GetRequiredService<WriteQueue>().WriteAsync((_, _) => Task.FromResult(0), default); // lets the background service have its turn
        }

        Assert.Equal("Firefox on Linux", (await RowAsync(app, session)).Browser);
    }

    [Fact]
    public async Task Many_visits_are_stored_together_and_those_of_ended_sessions_are_ignored()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var sessions = new List<Guid>();
        await using (var db = await app.DatabaseAsync())
        {
            for (var i = 0; i < 450; i++)
            {
                var session = new ReaderSession { Id = Guid.NewGuid(), ReaderId = keeper.Reader, CreatedAt = app.Clock.GetUtcNow(), SeenAt = app.Clock.GetUtcNow() };
                sessions.Add(session.Id);
                db.Add(session);
            }

            await db.SaveChangesAsync();
        }

        app.Clock.Advance(TimeSpan.FromDays(1));
        var visits = app.Services.GetRequiredService<SessionVisits>();
        Parallel.ForEach(sessions.Append(Guid.NewGuid()), session => visits.Saw(session, null));
        await visits.StoreAsync(default);

        await using var read = await app.DatabaseAsync();
        Assert.Equal(450, await read.Sessions.CountAsync(s => s.SeenAt == app.Clock.GetUtcNow()));
        Assert.Equal(450, await read.Sessions.CountAsync(s => sessions.Contains(s.Id) && s.Browser == null));
    }

    [Fact]
    public async Task A_visit_that_could_not_be_stored_is_stored_later()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var session = await app.AddSessionAsync(keeper.Reader);
        var visits = app.Services.GetRequiredService<SessionVisits>();
        app.Clock.Advance(TimeSpan.FromDays(1));
        await using var db = await app.DatabaseAsync();
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER refused BEFORE UPDATE ON Sessions BEGIN SELECT RAISE(ABORT, 'no room'); END");
        visits.Saw(session, Firefox);
        await Assert.ThrowsAnyAsync<Exception>(() => visits.StoreAsync(default));

        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER refused");
        await visits.StoreAsync(default);

        Assert.Equal(("Firefox on Linux", app.Clock.GetUtcNow()), await RowAsync(app, session));
    }

    private static async Task<(string? Browser, DateTimeOffset SeenAt)> RowAsync(ReaderApp app, Guid session)
    {
        await using var db = await app.DatabaseAsync();
        var row = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == session);
        return (row.Browser, row.SeenAt);
    }
}
