using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SinoRussia.Web.Tests.Hosting;

public sealed class ProcessTests
{
    private static readonly string Built = typeof(Program).Assembly.Location;

    [Fact]
    public async Task A_read_only_data_folder_is_logged_and_the_essay_is_served()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "data");
        await File.WriteAllTextAsync(file, "in the way");
        using var program = await ProgramProcess.StartAsync(Built, folder.Path);
        using var reader = new HttpClient { BaseAddress = program.Address };

        Assert.NotNull((await reader.OpenAsync("/")).QuerySelector("#p52"));

        var (status, log) = await program.StopAsync();
        Assert.Equal(0, status);
        Assert.Contains($"The data folder '{file}' cannot be written to", log.Replace("\\u0027", "'", StringComparison.Ordinal));
        Assert.Contains("Data:Folder", log);
    }

    [Fact]
    public async Task A_broken_essay_stops_the_start_and_all_faults_are_reported_at_once()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "content"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "content", "essay.md"),
            "---\ntitle: T\nlanguage: en\n---\n\n## One {#one}\n\nNo address.\n\n{#p1}\nA note that nobody defines.[^gone]\n");

        var (status, said) = await ProgramProcess.RunAsync(
            Built, folder.Path, $"--Content:Folder={Path.Combine(folder.Path, "content")}", $"--Data:Folder={Path.Combine(folder.Path, "data")}");

        Assert.Equal(1, status);
        Assert.Contains("essay.md:8", said);
        Assert.Contains("essay.md:11", said);
    }

    [Fact]
    public async Task The_first_start_and_an_unknown_method_log_no_error()
    {
        using var folder = new TemporaryFolder();
        using var program = await ProgramProcess.StartAsync(Built, folder.Path);
        using var reader = new HttpClient { BaseAddress = program.Address };

        using var odd = await reader.SendAsync(new HttpRequestMessage(new HttpMethod("FOO"), "/"));
        using var gone = await reader.GetAsync("/nowhere");

        var (_, log) = await program.StopAsync();
        Assert.Equal((HttpStatusCode.NotImplemented, HttpStatusCode.NotFound), (odd.StatusCode, gone.StatusCode));
        Assert.Contains(" 501 in ", log);
        Assert.DoesNotContain("\"@l\":\"Error\"", log);
        Assert.DoesNotContain("\"@l\":\"Fatal\"", log);
    }

    [Theory]
    [InlineData("/annotations/", "application/ld+json", "application/problem+json")]
    [InlineData("/notes?handler=Mark", "application/x-www-form-urlencoded", "text/html")]
    [InlineData("/notes?handler=Mark", "multipart/form-data; boundary=b", "text/html")]
    public async Task A_broken_request_body_is_not_a_server_error(string address, string type, string answered)
    {
        using var folder = new TemporaryFolder();
        using var program = await ProgramProcess.StartAsync(Built, folder.Path);

        foreach (var body in new[] { "zz\r\nabc\r\n", "-1\r\nabc\r\n", "FFFFFFFFFFFFFFFF\r\nabc", "3\r\nabcdef\r\n0\r\n\r\n" })
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(program.Address.Host, program.Address.Port);
            await using var stream = connection.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {address} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{body}"));
            using var reader = new StreamReader(stream);
            var answer = await reader.ReadToEndAsync();

            Assert.StartsWith("HTTP/1.1 400 ", answer);
            Assert.Contains($"\r\nContent-Type: {answered}", answer);
        }

        var (_, log) = await program.StopAsync();
        Assert.DoesNotContain("\"@l\":\"Error\"", log);
    }

    [Fact]
    public async Task The_program_serves_from_any_folder_logs_nothing_that_readers_write_and_stops_when_asked()
    {
        using var folder = new TemporaryFolder();
        using var program = await ProgramProcess.StartAsync(Built, folder.Path);
        using var reader = new HttpClient { BaseAddress = program.Address };
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        var page = await reader.OpenAsync("/p/p9/notes");
        using var saved = await reader.SendAsync(page.Form("Note"), ("note", "a secret thought"));
        var id = (await reader.OpenAsync("/notes")).QuerySelector(".note-card")!.Id!["card-".Length..];
        using var one = await reader.GetAsync($"/notes/{id}");
        using var same = await reader.GetAsync($"/annotations/{id}");

        var (status, log) = await program.StopAsync();
        Assert.Equal(0, status);
        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        Assert.Contains("\"/p/{id}/notes\"", log);
        Assert.DoesNotContain("\"@l\":\"Error\"", log); // a new site has no errors
        Assert.DoesNotContain("secret", log);
        Assert.DoesNotContain(id, log);
    }

    [Fact]
    public async Task A_trusted_proxy_may_say_which_address_readers_see()
    {
        using var folder = new TemporaryFolder();
        using var program = await ProgramProcess.StartAsync(Built, folder.Path, "--Site:TrustedProxies:0=127.0.0.0/8");
        using var proxy = new HttpClient { BaseAddress = program.Address };
        proxy.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        proxy.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        proxy.DefaultRequestHeaders.Add("X-Forwarded-Host", "reader.example");

        var page = await proxy.OpenAsync("/");

        Assert.Equal("https://reader.example/", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("--Site:TrustedProxies:0=the-proxy", "'the-proxy' is neither an address nor a network")]
    [InlineData("--Site:PathBase=reader/", "PathBase")]
    [InlineData("--Site:Address=reader.example", "Address")]
    [InlineData("--Site:Address=ftp://reader.example", "Address")]
    public async Task An_invalid_setting_stops_the_start_and_is_reported(string argument, string message)
    {
        using var folder = new TemporaryFolder();

        var (status, said) = await ProgramProcess.RunAsync(Built, folder.Path, argument, $"--Data:Folder={Path.Combine(folder.Path, "data")}");

        Assert.Equal(1, status);
        Assert.Contains(message, said);
        Assert.DoesNotContain("   at ", said);
    }
}
