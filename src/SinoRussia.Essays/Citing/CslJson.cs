using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Citing;

/// <summary>References in CSL-JSON, for Pandoc and citation processors.</summary>
public static class CslJson
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Of(CitedPart part)
    {
        var metadata = part.Essay.Metadata;
        var item = new JsonObject
        {
            ["id"] = part.Address,
            ["type"] = metadata.Publication is null ? "webpage" : "article-magazine",
            ["title"] = metadata.Title,
        };
        if (part.Authors.Count > 0)
        {
            item["author"] = new JsonArray([.. part.Authors.Select(Named)]);
        }

        if (metadata.Publication is { } publication)
        {
            item["container-title"] = publication;
        }

        if (part.Year is { } year)
        {
            item["issued"] = Date(year);
        }

        if (part.Locator is { } locator)
        {
            item["locator"] = locator;
        }

        item["URL"] = part.Address;
        item["accessed"] = Date(part.Accessed.Year, part.Accessed.Month, part.Accessed.Day);
        item["language"] = metadata.Language;
        item["note"] = part.Remarks;
        return new JsonArray(item).ToJsonString(Readable);
    }

    private static JsonNode Named(Name name) =>
        name.Given is { } given ? new JsonObject { ["family"] = name.Family, ["given"] = given } : new JsonObject { ["literal"] = name.Family };

    private static JsonObject Date(params int[] parts) =>
        new() { ["date-parts"] = new JsonArray(new JsonArray([.. parts.Select(part => JsonValue.Create(part))])) };
}
