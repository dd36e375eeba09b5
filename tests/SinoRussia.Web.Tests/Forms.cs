using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SinoRussia.Web.Tests;

/// <summary>What a person without script does: open a page, fill in one of its forms, and send it.</summary>
internal static class Forms
{
    public static async Task<IHtmlDocument> OpenAsync(this HttpClient reader, string address)
    {
        using var answer = await reader.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.DocumentAsync();
    }

    public static async Task<IHtmlDocument> DocumentAsync(this HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>The form whose address contains <paramref name="action"/>.</summary>
    public static IHtmlFormElement Form(this IParentNode page, string action) =>
        (IHtmlFormElement)page.QuerySelectorAll("form").Single(form => form.GetAttribute("action")!.Contains(action));

    /// <summary>Sends a form of the page with these fields changed.</summary>
    public static Task<HttpResponseMessage> SendAsync(this HttpClient reader, IHtmlFormElement form, params (string Name, string Value)[] filledIn) =>
        reader.PostAsync(form.GetAttribute("action"), FieldsOf(form, filledIn));

    /// <summary>The same, as our script sends it.</summary>
    public static Task<HttpResponseMessage> FetchAsync(this HttpClient reader, IHtmlFormElement form, params (string Name, string Value)[] filledIn)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = FieldsOf(form, filledIn) };
        request.Headers.Add("X-Requested-With", "fetch");
        return reader.SendAsync(request);
    }

    /// <summary>The body of a form with exactly these fields, whatever the page has.</summary>
    public static FormUrlEncodedContent Encoded(params IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>The only cookie that the answer sets, as a browser sends it back.</summary>
    public static string Cookie(this HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private static FormUrlEncodedContent FieldsOf(IHtmlFormElement form, (string Name, string Value)[] filledIn)
    {
        foreach (var (name, _) in filledIn)
        {
            Assert.True(form.QuerySelector($"[name='{name}']") is not null, $"The form has no field '{name}'.");
        }

        var names = filledIn.Select(field => field.Name).ToHashSet();
        return Encoded(
        [
            .. form.QuerySelectorAll("input[name], textarea[name], select[name]")
                .Where(field => !names.Contains(field.GetAttribute("name")!) && field is not IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false })
                .Select(field => (field.GetAttribute("name")!, ValueOf(field))),
            .. filledIn,
        ]);
    }

    private static string ValueOf(IElement field) => field switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value ?? "",
        _ => field.GetAttribute("value") ?? "",
    };
}
