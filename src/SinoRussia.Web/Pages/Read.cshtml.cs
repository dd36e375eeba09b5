using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Rendering;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Reading;

namespace SinoRussia.Web.Pages;

/// <summary>The essay, as a whole or as the page of one of its sections or paragraphs.</summary>
[SharedPage]
internal sealed class ReadModel(Essay essay, ReaderAnnotations annotations, RevisionKeeper revisions, Storage storage, SiteAddress site) : PageModel
{
    private const int DescriptionLength = 200;

    public Essay Essay => essay;

    public EssayHtml Html { get; private set; } = new(essay, []);

    public PageHead Head { get; private set; } = new(essay.Matter.Title);

    /// <summary>Whether the reader's marks could not be read.</summary>
    public bool IsWithoutMarks { get; private set; }

    /// <summary>The section or paragraph that the address names, or <see langword="null"/> on the front page.</summary>
    public Place? Place { get; private set; }

    /// <summary>What the address looks for, or <see langword="null"/>.</summary>
    public FoundPlaces? Found { get; private set; }

    /// <param name="q">What was looked for on the search page, to be marked here.</param>
    /// <param name="at">The footnote that was found.</param>
    public async Task<IActionResult> OnGetAsync(string? slug, string? id, string? q, string? at, CancellationToken cancellation)
    {
        if (slug is not null)
        {
            if (essay.FindSection(slug) is not { } section)
            {
                return NotFound();
            }

            Place = new Place(section.Slug, $"“{section.Title}”", $"s/{slug}", section.Title, section.Elements[0].Blocks[0].Text);
        }
        else if (id is not null)
        {
            if (essay.FindParagraph(id) is not { } paragraph)
            {
                return NotFound();
            }

            var name = Names.Of(paragraph);
            Place = new Place(paragraph.Id, name, $"p/{id}", $"{char.ToUpperInvariant(name[0])}{name[1..]}", paragraph.Blocks[0].Text);
        }

        revisions.Keep(essay);
        var mine = await MineAsync(cancellation);
        Found = FoundPlaces.In(essay, q, at ?? id ?? (slug is null ? null : essay.FindSection(slug)?.Heading.Id));
        Html = new EssayHtml(essay, Painted.From(mine), Request.PathBase) { Found = Found?.Passages ?? [] };
        Head = new PageHead(Place is null ? essay.Matter.Title : $"{Place.Title} · {essay.Matter.Title}")
        {
            ShareTitle = Place?.Title ?? essay.Matter.Title,
            Description = Shortened(Place?.Text ?? essay.Matter.Description ?? essay.Matter.Subtitle ?? essay.Matter.Title),
            Address = $"{site.Root}/{Place?.Path}",
            Canonical = $"{site.Root}/",
        };
        Response.Headers.CacheControl = "private, no-cache";
        return Page();
    }

    // Reading needs no database.
    private async Task<IReadOnlyList<Annotation>> MineAsync(CancellationToken cancellation)
    {
        try
        {
            return await annotations.ListAsync(cancellation);
        }
        catch (Exception failure) when (AnnotationsWriter.IsStorage(failure))
        {
            storage.Report(failure);
            IsWithoutMarks = true;
            return [];
        }
    }

    private static string Shortened(string text)
    {
        if (text.Length <= DescriptionLength)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', DescriptionLength);
        return $"{text[..(end > 0 ? end : DescriptionLength)]}…";
    }
}

/// <summary>A part of the essay with a page of its own.</summary>
internal sealed record Place(string Id, string Name, string Path, string Title, string Text);
