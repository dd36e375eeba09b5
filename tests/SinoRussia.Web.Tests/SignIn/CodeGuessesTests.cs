using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>How many wrong recovery codes can be tried.</summary>
public sealed class CodeGuessesTests
{
    [Fact]
    public async Task Ten_guesses_an_hour_are_allowed_at_one_address_and_a_typing_error_is_none()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var code = await keeper.Browser.MakeCodeAsync();
        var typo = code[..^1] + (code[^1] == 'Z' ? 'Y' : 'Z');

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal("code-mistyped", await app.RefusalOfCodeAsync(typo, "192.0.2.7"));
            Assert.Equal("code-incomplete", await app.RefusalOfCodeAsync(code[5..], "192.0.2.7"));
        }

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("code-unknown", await app.RefusalOfCodeAsync(CodeText.Create(), "192.0.2.7"));
        }

        Assert.Equal("too-many-guesses", await app.RefusalOfCodeAsync(code, "192.0.2.7")); // even the right one
        Assert.Equal("code-mistyped", await app.RefusalOfCodeAsync(typo, "192.0.2.7"));
        Assert.Equal(keeper.Reader, await app.ReaderOfCodeAsync(code, "192.0.2.8"));
    }

    [Fact]
    public async Task A_whole_seminar_comes_back_through_one_network_and_right_codes_take_no_guess_back()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var code = await keeper.Browser.MakeCodeAsync();

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(keeper.Reader, await app.ReaderOfCodeAsync(code, "192.0.2.7"));
        }

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("code-unknown", await app.RefusalOfCodeAsync(CodeText.Create(), "192.0.2.7"));
            Assert.Equal(i < 9 ? null : "too-many-guesses", await app.RefusalOfCodeAsync(code, "192.0.2.7"));
        }

        app.Clock.SetUtcNow(app.Clock.GetUtcNow() + TimeSpan.FromHours(1));
        Assert.Equal(keeper.Reader, await app.ReaderOfCodeAsync(code, "192.0.2.7"));
    }

    [Fact]
    public async Task Many_guesses_at_the_same_time_are_no_more_than_one_after_another()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => app.RefusalOfCodeAsync(CodeText.Create())));

        Assert.Equal(GuessLimits.OfOneNetwork, answers.Count(answer => answer == "code-unknown"));
    }

    [Fact]
    public async Task A_code_that_could_not_be_looked_up_is_no_guess()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var code = await keeper.Browser.MakeCodeAsync();
        await using var db = await app.DatabaseAsync();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE RecoveryCodes RENAME TO Elsewhere");
        for (var i = 0; i < 12; i++)
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => app.RefusalOfCodeAsync(code));
        }

        await db.Database.ExecuteSqlRawAsync("ALTER TABLE Elsewhere RENAME TO RecoveryCodes");
        Assert.Equal(keeper.Reader, await app.ReaderOfCodeAsync(code));
    }

    // Forms can have a megabyte.

    [Fact]
    public async Task Guesses_are_limited_over_all_addresses_together()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();
        var guesses = app.Services.GetRequiredService<GuessLimits>();

        var allowed = Enumerable.Range(0, 2_000).Count(i => guesses.Begin(IPAddress.Parse($"192.0.{i / 250}.{i % 250}")) is not null);

        Assert.Equal(GuessLimits.OfAll, allowed);
    }
}
