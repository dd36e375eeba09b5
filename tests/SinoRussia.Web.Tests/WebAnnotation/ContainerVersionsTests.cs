using System.Net;
using System.Text.Json.Nodes;

namespace SinoRussia.Web.Tests.WebAnnotation;

/// <summary>Changes by programs, which state the version that they read.</summary>
public sealed partial class ContainerTests
{
    [Fact]
    public async Task A_change_must_state_the_version_that_it_read()
    {
        var app = shared.App;
        var reader = Program(app);
        using var created = await CreateAsync(reader, Highlight(Words));
        var address = created.Headers.Location!;
        var json = await JsonAsync(created);
        json["body"] = new JsonObject { ["type"] = "TextualBody", ["value"] = "Second thoughts" };

        using var unsaid = await PutAsync(reader, address, json, version: null);
        using var changed = await PutAsync(reader, address, json, version: "\"1\"");
        json["body"]!["value"] = "From a stale copy";
        using var stale = await PutAsync(reader, address, json, version: "\"1\"");

        Assert.Equal(HttpStatusCode.PreconditionRequired, unsaid.StatusCode);
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal("\"2\"", stale.Headers.ETag!.Tag);
        Assert.Equal("Second thoughts", (string)(await JsonAsync(await reader.GetAsync(address)))["body"]!["value"]!);
    }

    [Fact]
    public async Task A_deleted_annotation_is_gone_for_programs_and_can_be_restored_by_people()
    {
        var app = shared.App;
        var reader = Program(app);
        using var created = await CreateAsync(reader, Highlight(Words));
        var address = created.Headers.Location!;
        var request = new HttpRequestMessage(HttpMethod.Delete, address);
        request.Headers.IfMatch.Add(created.Headers.ETag!);

        using var deleted = await reader.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await reader.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.NotNull((await reader.OpenAsync($"/notes/{address.Segments[^1]}")).QuerySelector("form[action*=Restore]"));
    }

    [Theory]
    [InlineData("\"7\", \"1\"", HttpStatusCode.NoContent)]
    [InlineData("\"1\", \"7\"", HttpStatusCode.NoContent)]
    [InlineData("*", HttpStatusCode.NoContent)]
    [InlineData("\"7\", \"8\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"x\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("", HttpStatusCode.PreconditionRequired)]
    public async Task One_of_the_versions_in_If_Match_must_be_the_newest(string versions, HttpStatusCode status)
    {
        var app = shared.App;
        var reader = Program(app);
        using var created = await CreateAsync(reader, Highlight(Words));
        using var request = new HttpRequestMessage(HttpMethod.Delete, created.Headers.Location);
        request.Headers.TryAddWithoutValidation("If-Match", versions);

        using var answer = await reader.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }
}
