using System.Net;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Readers;

/// <summary>Cookies that are not ours, or that cannot be read.</summary>
public sealed class ReaderCookieTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData("reader=CfDJ8forged")]
    [InlineData("reader=")]
    [InlineData("reader=%00%ff")]
    [InlineData("__Host-reader=nothing")]
    public async Task A_cookie_that_is_not_in_our_format_means_a_new_reader(string cookie)
    {
        await using var app = new ReaderApp();

        using var notes = await app.ReaderWith(cookie).GetAsync("/notes");

        Assert.Equal(HttpStatusCode.OK, notes.StatusCode);
    }

    [Fact]
    public async Task A_cookie_of_another_site_on_the_same_domain_does_not_hide_the_readers_own()
    {
        await using var app = new ReaderApp();
        var cookie = await app.MarkAsNewReaderAsync(Words);
        var foreign = $"reader={Foreign()}";

        foreach (var both in new[] { $"{foreign}; {cookie}", $"{cookie}; {foreign}", $"reader=junk; {cookie}", $"{cookie}; reader=junk" })
        {
            Assert.Single((await app.ReaderWith(both).OpenAsync("/notes")).QuerySelectorAll(".note-card"));
        }
    }

    [Fact]
    public async Task A_reader_whose_cookie_is_unreadable_can_start_again_and_return_when_it_is_readable()
    {
        var first = new ReaderApp();
        var cookie = await first.MarkAsNewReaderAsync(Words);
        var keys = Path.Combine(first.DataFolder, "keys");
        await using var app = await first.RestartedAsync();
        Directory.Move(keys, $"{keys}-taken");
        var reader = new RealBrowser(app, cookie);

        using var unsure = await reader.PostAsync("/notes/anew?handler=Start"); // the address of the first versions
        Assert.Equal((HttpStatusCode.UnprocessableEntity, cookie), (unsure.StatusCode, reader.Cookies));
        using var begun = await reader.PostAsync("/notes/start-over?handler=Start", ("sure", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
        Assert.Contains("no highlights or notes yet", await reader.GetAsync("/notes"));
        using var marked = await reader.PostAsync("/notes?handler=Mark", Marks.Fields(app.Essay, Words, note: "written meanwhile"));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, marked.StatusCode);
        Assert.DoesNotContain("/notes/start-over", await reader.GetAsync("/notes"));

        foreach (var file in Directory.EnumerateFiles($"{keys}-taken"))
        {
            File.Copy(file, Path.Combine(keys, Path.GetFileName(file)));
        }

        Assert.Contains("/notes/start-over", await reader.GetAsync("/notes"));
        using var back = await reader.PostAsync("/notes/start-over?handler=Return");
        Assert.Contains("kept", await reader.GetAsync("/notes"));
        using var again = await reader.PostAsync("/notes/start-over?handler=Return");
        Assert.Contains("written meanwhile", await reader.GetAsync("/notes"));
    }

    // A cookie in our format, encrypted with a key that does not exist.
    private static string Foreign()
    {
        var bytes = new byte[132];
        Random.Shared.NextBytes(bytes);
        ((ReadOnlySpan<byte>)[0x09, 0xF0, 0xC9, 0xF0]).CopyTo(bytes);
        var value = System.Buffers.Text.Base64Url.EncodeToString(bytes);
        Assert.True(ReaderCookie.HasOurForm(value));
        return value;
    }

    /// <summary>Stores cookies as a browser does, including those that the test sets.</summary>
    private sealed class RealBrowser(ReaderApp app, string cookie)
    {
        private readonly Dictionary<string, string> cookies = new() { [cookie.Split('=')[0]] = cookie[(cookie.IndexOf('=') + 1)..] };

        public string Cookies => string.Join("; ", cookies.Select(pair => $"{pair.Key}={pair.Value}"));

        public async Task<string> GetAsync(string address)
        {
            using var answer = await app.ReaderWith(Cookies).GetAsync(address);
            Take(answer);
            return await answer.Content.ReadAsStringAsync();
        }

        public async Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields)
        {
            var answer = await app.ReaderWith(Cookies).PostAsync(address, Forms.Encoded(fields));
            Take(answer);
            return answer;
        }

        private void Take(HttpResponseMessage answer)
        {
            foreach (var line in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var (name, value) = (line.Split('=')[0], line.Split(';')[0][(line.IndexOf('=') + 1)..]);
                if (value.Length == 0)
                {
                    cookies.Remove(name);
                }
                else
                {
                    cookies[name] = value;
                }
            }
        }
    }
}
