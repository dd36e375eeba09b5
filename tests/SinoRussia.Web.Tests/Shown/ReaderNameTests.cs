using SinoRussia.Web.Readers;
using SinoRussia.Web.Shown;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>Which names readers can have.</summary>
public sealed class ReaderNameTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("Ada", "Ada")]
    [InlineData("  Ada \t Lovelace\n", "Ada Lovelace")]
    [InlineData("Zoe\u0308", "Zoë")]
    [InlineData("عائشة بنت أحمد", "عائشة بنت أحمد")]
    [InlineData("李小龍", "李小龍")]
    [InlineData("Лев Толстой", "Лев Толстой")]
    [InlineData("می‌خواهم", "می‌خواهم")]
    [InlineData("👩‍🚀 Ada", "👩‍🚀 Ada")]
    [InlineData("Badminton fan", "Badminton fan")]
    [InlineData("Modest", "Modest")]
    [InlineData("Edith Torres", "Edith Torres")]
    [InlineData("<b>&amp;</b>", "<b>&amp;</b>")]
    [InlineData("7", "7")]
    [InlineData("You Ji", "You Ji")]
    [InlineData("Kim You-jin", "Kim You-jin")]
    [InlineData("Michael Host", "Michael Host")]
    public void A_name_can_be_almost_anything(string asked, string kept) => Assert.Equal((kept, null), ReaderName.Check(asked));

    [Theory]
    [InlineData(null, "name-missing")]
    [InlineData("", "name-missing")]
    [InlineData(" \u00a0\u3000 ", "name-missing")]
    [InlineData("\u3164", "name-missing")]
    [InlineData("\u0301", "name-missing")]
    [InlineData("Ada\u3164\u3164", "name-unshowable")]
    [InlineData("A\u2800da", "name-unshowable")]
    [InlineData("Ada\u200d\u200d\u200d\u200d\u200d", "name-unshowable")]
    [InlineData("Hosts", "name-of-role")]
    [InlineData("the Y0u", "name-of-role")]
    [InlineData("Ada\u202egnp", "name-unshowable")]
    [InlineData("Ada\u2066x", "name-unshowable")]
    [InlineData("Ada\0", "name-unshowable")]
    [InlineData("Ada\u0007", "name-unshowable")]
    [InlineData("Ada\u200b", "name-unshowable")]
    [InlineData("Ada\ud800", "name-unshowable")]
    [InlineData("A\u0301\u0301\u0301\u0301\u0301\u0301", "name-unshowable")]
    [InlineData("Editor", "name-of-role")]
    [InlineData("EDITORS", "name-of-role")]
    [InlineData("The editor", "name-of-role")]
    [InlineData("Site-Admin", "name-of-role")]
    [InlineData("siteAdmin", "name-of-role")]
    [InlineData("admin1", "name-of-role")]
    [InlineData("Adm1n", "name-of-role")]
    [InlineData("Adrnin", "name-of-role")]
    [InlineData("AdmІn", "name-of-role")]
    [InlineData("Εdіtоr", "name-of-role")]
    [InlineData("Ｅｄｉｔｏｒ", "name-of-role")]
    [InlineData("E d i t o r", "name-of-role")]
    [InlineData("é.d.i.t.ö.r", "name-of-role")]
    [InlineData("M0derat0r", "name-of-role")]
    [InlineData("Operator (staff)", "name-of-role")]
    [InlineData("ed\u200ditor", "name-of-role")]
    public void A_name_that_cannot_be_shown_or_sounds_like_a_role_is_refused(string? asked, string code) => Assert.Equal(code, ReaderName.Check(asked).Refusal?.Code);

    [Fact]
    public void Characters_are_counted_as_people_do()
    {
        Assert.Null(ReaderName.Check(string.Concat(Enumerable.Repeat("é", 60))).Refusal);
        Assert.Null(ReaderName.Check(string.Concat(Enumerable.Repeat("🧡", 60))).Refusal);
        Assert.Null(ReaderName.Check(string.Concat(Enumerable.Repeat("👩🏻‍❤️‍💋‍👨🏻", 60))).Refusal);
        Assert.Equal("name-too-long", ReaderName.Check(string.Concat(Enumerable.Repeat("👩🏻‍❤️‍💋‍👨🏻", 61))).Refusal?.Code);
        Assert.Equal("name-too-long", ReaderName.Check(new string('a', 61)).Refusal?.Code);
    }

    [Fact]
    public void The_mark_is_the_same_for_the_same_reader_and_differs_for_most_others()
    {
        var readers = Enumerable.Range(0, 2000).Select(_ => Guid.NewGuid()).ToList();

        Assert.All(readers, reader => Assert.Equal(NameMark.Of(reader), NameMark.Of(reader)));
        Assert.True(readers.Select(NameMark.Of).Distinct().Count() > 1100); // of 2,400
        Assert.All(readers, reader => Assert.Matches("^[B-DF-HJ-NP-TV-XZ]{2}$", NameMark.Of(reader).Letters));
    }

    [Fact]
    public void Many_misses_end_the_looking_up_for_their_network_only()
    {
        using var misses = new ShownMisses();
        var (one, other) = (System.Net.IPAddress.Parse("192.0.2.1"), System.Net.IPAddress.Parse("192.0.2.2"));

        for (var tried = 0; tried < 1000; tried++)
        {
            Assert.False(misses.AreTooMany(one));
            misses.Count(one);
        }

        Assert.True(misses.AreTooMany(one));
        Assert.False(misses.AreTooMany(other));
        Assert.Equal(System.Net.IPAddress.None, RateLimits.NetworkOf(null)); // no address is one network, too
    }

    [Fact]
    public async Task A_name_can_be_changed_and_links_show_the_new_one()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var link = await reader.ShowAsync(await reader.MarkAsync(app.Essay, "the well-known American thinker"));
        var form = (await reader.OpenAsync("/settings/me/name")).Form("/settings/me/name");

        using var refused = await reader.SendAsync(form, ("name", "Admin"));
        Assert.Contains("Choose another one", (await refused.DocumentAsync()).QuerySelector("[role=alert]")!.TextContent);
        using var changed = await reader.SendAsync(form, ("name", "Ada L."));

        Assert.Equal("/settings/me/name?saved=yes", changed.Headers.Location!.ToString());
        Assert.Equal("Ada L.", (await app.CreateDefaultClient().OpenAsync(link)).QuerySelector("header bdi")!.TextContent);
        Assert.Contains("You have not saved anything yet", await app.NewReader().GetStringAsync("/settings/me/name"));
    }
}
