using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using SinoRussia.Essays;
using SinoRussia.Essays.Citing;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Web.Citing;

/// <summary>Describes the essay and its sources for search engines, as schema.org in JSON-LD.</summary>
/// <remarks>It is a data block, not a script, so the content security policy allows it. The encoder escapes what could close the element.</remarks>
internal static class StructuredData
{
    private static readonly JsonSerializerOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The essay with its sections. It cites the sources that <see cref="OfSources"/> describes.</summary>
    /// <param name="root">The site's address, without a trailing slash.</param>
    public static string OfEssay(Edition edition, string root)
    {
        var (essay, metadata) = (edition.Essay, edition.Essay.Metadata);
        var article = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Article",
            ["@id"] = $"{root}/",
            ["url"] = $"{root}/",
            ["headline"] = metadata.Title,
            ["inLanguage"] = metadata.Language,
        };
        Add("alternativeHeadline", metadata.Subtitle);
        Add("description", metadata.Description);
        Add("datePublished", CitedPart.Whole(essay, new Uri($"{root}/"), default).Year?.ToString());
        Add("isBasedOn", metadata.Source?.AbsoluteUri);
        if (metadata.Publication is { } publication)
        {
            article["isPartOf"] = new JsonObject { ["@type"] = "Periodical", ["name"] = publication };
        }

        if (metadata.Author is { } author)
        {
            article["author"] = People(Name.ParseAll(author));
        }

        article["hasPart"] = new JsonArray([.. essay.Sections.Select(section => new JsonObject
        {
            ["@type"] = "WebPageElement",
            ["@id"] = $"{root}/s/{section.Slug}#{section.Slug}",
            ["name"] = section.Title,
        })]);
        if (!edition.Sources.All.IsEmpty)
        {
            article["citation"] = new JsonArray([.. edition.Sources.All.Select(source => new JsonObject { ["@id"] = IdOf(source, root) })]);
        }

        return article.ToJsonString(Safe);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                article[name] = value;
            }
        }
    }

    public static string OfSources(SourceList sources, string root) => new JsonObject
    {
        ["@context"] = "https://schema.org",
        ["@graph"] = new JsonArray([.. sources.All.Select(source => Described(source, root))]),
    }.ToJsonString(Safe);

    private static JsonObject Described(Source source, string root)
    {
        var work = new JsonObject
        {
            ["@type"] = source.IsBook ? "Book" : "CreativeWork",
            ["@id"] = IdOf(source, root),
            ["name"] = source.Title,
        };
        if (!source.Authors.IsEmpty)
        {
            work["author"] = People(source.Authors);
        }

        if (!source.Editors.IsEmpty)
        {
            work["editor"] = People(source.Editors);
        }

        if (source.Outlet is { } outlet)
        {
            work["publisher"] = new JsonObject { ["@type"] = "Organization", ["name"] = outlet };
        }

        if (source.Date is { } date)
        {
            work["datePublished"] = date.Iso;
        }

        if (source.Address is { } address)
        {
            work["url"] = address.AbsoluteUri;
        }

        if (source.Archived is { } archived)
        {
            work["archivedAt"] = archived.AbsoluteUri;
        }

        if (source.Kind is { } kind)
        {
            work["genre"] = kind.Name;
        }

        return work;
    }

    // A name with only one part may belong to a person or to an organisation, so its type stays general.
    private static JsonArray People(IEnumerable<Name> names) =>
        new([.. names.Select(name => new JsonObject { ["@type"] = name.Given is null ? "Thing" : "Person", ["name"] = name.Full })]);

    private static string IdOf(Source source, string root) => $"{root}/reading#source-{source.Key}";
}
