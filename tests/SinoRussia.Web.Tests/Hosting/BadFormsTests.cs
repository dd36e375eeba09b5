using System.Net;
using System.Text;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>Sends bodies that none of our forms would send to every handler that accepts a form.</summary>
public sealed class BadFormsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly (string? Type, string Body)[] Bodies =
    [
        (null, ""),
        (null, "note=words"),
        ("application/json", "{\"note\":\"words\"}"),
        ("text/plain", "note=words"),
        ("nonsense", "note=words"),
        ("multipart/form-data", "words"),
        ("multipart/form-data; boundary=b", "words"),
        ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nbroken off"),
        ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\0b\r\n--b--\r\n"),
        ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"note\"; filename=\"x\"\r\n\r\nab\r\n--b--\r\n"),
        (Form, ""),
        (Form, "&&&==&=a&%"),
        (Form, "note=a%00b"),
        (Form, "a%00b=c"),
        (Form, "note=a\0b"),
        (Form, "note=%FF%C0%80%ED%A0%80&tags=%F4%90%80%80"),
        (Form + "; charset=nonsense", "note=words"),
        (Form + "; charset=utf-7", "note=words"),
        (Form, "at=9223372036854775807"),
        (Form, "at=-9223372036854775808&n=-1&page=-1&left=99999999999999999999"),
        (Form, "id=nonsense&annotation=nonsense&ids=nonsense&version=nonsense&earlier=nonsense&start=nonsense&end=nonsense"),
        (Form, "id=&annotation=&ids=&version=&earlier=&start=&end=&colour=&act=&passage=&revision="),
        (Form, "version=2147483647&earlier=2147483647&start=2147483647&end=-2147483648&passage=2147483647--1&act=delete&colour=Amber"),
        (Form, "note=a&note=b&colour=Amber&colour=Blue&version=1&version=2&act=tag&act=delete&id=a&id=b&sure=yes&sure=no"),
        (Form, "ids[0]=a&ids[9999]=b&ids[-1]=c&tags[nonsense]=d&form.note=e&ids[0][0]=f"),
        (Form, "passage=0-5-9&around=%E2%80%AE&tags=%E2%80%AE&note=%E2%80%AE&returnTo=//evil.example"),
    ];

    [Fact]
    public async Task No_posted_body_causes_a_server_error()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var note = await reader.MarkAsync(app.Essay, "the well-known American thinker");
        var forms = await MappedAddresses.OfFormsAsync(app, note);
        Assert.True(forms.Count > 15);

        foreach (var address in forms)
        {
            foreach (var (type, body) in Bodies.Append((Form, $"note={new string('a', 600_000)}")).Append((Form, string.Concat(Enumerable.Repeat("ids=x&", 3_000)))))
            {
                foreach (var isFetch in new[] { false, true })
                {
                    using var answer = await SendAsync(reader, address, type, body, isFetch);

                    Assert.True((int)answer.StatusCode < 500, $"{address} answers {answer.StatusCode} to {type} {body[..Math.Min(100, body.Length)]}");
                    if (type?.StartsWith(Form, StringComparison.Ordinal) != true && type?.StartsWith("multipart", StringComparison.Ordinal) != true)
                    {
                        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
                    }
                }
            }
        }

        using var page = await reader.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("/p/p9/notes?handler=Note", Form, "annotation=1&note=before%00after&colour=Amber")]
    [InlineData("/notes?handler=Mark", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nbefore\0after\r\n--b\r\nContent-Disposition: form-data; name=\"colour\"\r\n\r\nAmber\r\n--b--\r\n")]
    public async Task An_impossible_character_is_refused_and_the_words_stay_in_a_form(string address, string type, string body)
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await SendAsync(reader, address, type, body, isFetch: false);
        var form = (await answer.DocumentAsync()).Form(address);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("beforeafter", form.QuerySelector("textarea[name=note]")!.TextContent.Trim());
        Assert.Equal("Amber", form.QuerySelector("input[name=colour]")!.GetAttribute("value"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData(null, "note=words", "no-form")]
    [InlineData(Form, "note=a%00b", "nul")]
    [InlineData("multipart/form-data; boundary=b", "words", "broken-form")]
    public async Task A_script_gets_the_reason_as_a_problem(string? type, string body, string code)
    {
        var app = shared.App;

        using var answer = await SendAsync(app.NewReader(), "/notes?handler=Mark", type, body, isFetch: true);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"urn:reader:{code}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_form_without_a_handler_is_refused()
    {
        var app = shared.App;
        var reader = app.NewReader();

        foreach (var address in new[] { "/notes", "/notes?handler=Nonsense", "/notes/everything" })
        {
            using var answer = await SendAsync(reader, address, Form, "note=words", isFetch: false);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_far_too_long_note_is_refused_with_its_words_still_in_the_form()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");
        var novel = string.Concat(Enumerable.Repeat("俄罗斯和中国 ", 10_000));

        using var answer = await reader.SendAsync(form, ("note", novel));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(novel.Trim(), (await answer.DocumentAsync()).QuerySelector("#paragraph-note")!.TextContent.Trim());
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient reader, string address, string? type, string body, bool isFetch)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (isFetch)
        {
            request.Headers.Add("X-Requested-With", "fetch");
        }

        return reader.SendAsync(request);
    }
}
