using System.Net;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>The form that signs in with a link to another device, sent again.</summary>
public sealed class DeviceLinkFormsTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task The_same_form_sent_twice_signs_in_even_if_the_browser_drops_the_first_answer(int own, bool isAtOnce)
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync(highlights: 3);
        var cookie = "none=1";
        for (var i = 0; i < own; i++)
        {
            cookie = await app.MarkInBrowserAsync(Marks.Sentences(app.Essay).Skip(10 + i).First(), null, i == 0 ? null : cookie);
        }

        var link = await keeper.Browser.MakeLinkAsync();
        using var phone = app.ReaderWith(cookie);
        var form = (await phone.OpenAsync(link)).Form("/join/");

        var answers = new List<HttpResponseMessage>();
        if (isAtOnce)
        {
            answers.AddRange(await Task.WhenAll(phone.SendAsync(form), phone.SendAsync(form)));
        }
        else
        {
            answers.AddRange([await phone.SendAsync(form), await phone.SendAsync(form)]);
        }

        foreach (var answer in answers)
        {
            Assert.Equal((HttpStatusCode.SeeOther, "/notes"), (answer.StatusCode, answer.Headers.Location!.ToString()));
            using var browser = app.ReaderWith(string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0])));
            var notes = await browser.OpenAsync("/notes");
            Assert.Contains("This browser now shows your notes.", notes.QuerySelector(".done p")!.TextContent);
            Assert.Equal(own > 0, notes.QuerySelectorAll("form").Any(one => one.GetAttribute("action")!.Contains("handler=Undo"))); // what came along can be undone
            Assert.Equal(3 + own, notes.QuerySelectorAll(".entry").Length);
        }

        await using var db = await app.DatabaseAsync();
        Assert.Equal(2, await db.Sessions.CountAsync(s => s.ReaderId == keeper.Reader));
    }

    [Fact]
    public async Task A_used_link_is_good_for_no_other_form_and_for_no_browser_that_has_gone_elsewhere_or_signed_out()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var link = await keeper.Browser.MakeLinkAsync();
        using var phone = app.NewReader();
        var form = (await phone.OpenAsync(link)).Form("/join/");
        var other = (await app.NewReader().OpenAsync(link)).Form("/join/");
        using var used = await phone.SendAsync(form);
        Assert.Equal(HttpStatusCode.SeeOther, used.StatusCode);

        using var byOther = await app.NewReader().SendAsync(other);
        Assert.Equal(HttpStatusCode.Gone, byOther.StatusCode);
        using var without = await app.NewReader().SendAsync(form, ("form", ""));
        Assert.Equal(HttpStatusCode.Gone, without.StatusCode);
        var elsewhere = await app.NewKeeperAsync(highlights: 2);
        using var byAnother = await elsewhere.Browser.SendAsync(form);
        Assert.Equal(HttpStatusCode.Gone, byAnother.StatusCode);
        Assert.Equal(elsewhere.Reader, await app.ReaderOfAsync(elsewhere.Browser));

        using var signedOut = await phone.PostAsync("/settings/me?handler=SignOutHere", Forms.Encoded(("sure", "yes")));
        Assert.Equal(HttpStatusCode.SeeOther, signedOut.StatusCode);
        using var afterwards = await phone.SendAsync(form);
        Assert.Equal(HttpStatusCode.Gone, afterwards.StatusCode);
    }

    [Fact]
    public async Task A_form_that_was_sent_is_forgotten_with_its_link_after_ten_minutes()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var link = await keeper.Browser.MakeLinkAsync();
        using var phone = app.ReaderWith("none=1");
        var form = (await phone.OpenAsync(link)).Form("/join/");
        (await phone.SendAsync(form)).Dispose();

        app.Clock.Advance(TimeSpan.FromMinutes(10));
        using var late = await phone.SendAsync(form);

        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }
}
