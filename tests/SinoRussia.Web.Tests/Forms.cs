using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SinoRussia.Web.Tests;

/// <summary>What a person without script does: opens a page, fills in a form of it, and sends it.</summary>
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

    /// <summary>Sends a form as the page offers it, with these fields filled in.</summary>
    public static Task<HttpResponseMessage> SendAsync(this HttpClient reader, IHtmlFormElement form, params (string Name, string Value)[] filledIn) =>
        reader.PostAsync(form.GetAttribute("action"), FieldsOf(form, filledIn));

    /// <summary>The same, as our script sends it.</summary>
    public static Task<HttpResponseMessage> FetchAsync(this HttpClient reader, IHtmlFormElement form, params (string Name, string Value)[] filledIn)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = FieldsOf(form, filledIn) };
        request.Headers.Add("X-Requested-With", "fetch");
        return reader.SendAsync(request);
    }

    private static FormUrlEncodedContent FieldsOf(IHtmlFormElement form, (string Name, string Value)[] filledIn)
    {
        var fields = new Dictionary<string, string>();
        foreach (var field in form.QuerySelectorAll("input[name], textarea[name]"))
        {
            var isLeftOut = field is IHtmlInputElement { Type: "radio", IsChecked: false };
            if (!isLeftOut)
            {
                fields[field.GetAttribute("name")!] = field is IHtmlTextAreaElement area ? area.Value : field.GetAttribute("value") ?? "";
            }
        }

        foreach (var (name, value) in filledIn)
        {
            Assert.True(fields.ContainsKey(name) || form.QuerySelector($"[name={name}]") is not null, $"The form has no field '{name}'.");
            fields[name] = value;
        }

        return new FormUrlEncodedContent(fields);
    }
}
