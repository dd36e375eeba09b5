using SinoRussia.Essays;
using SinoRussia.Web.Shown;

namespace SinoRussia.Web.Pages.Shown;

/// <summary>A name with its mark, wherever others are named.</summary>
internal sealed record By(string Name, NameMark Mark);

/// <summary>The address of a link, with the forms that renew and end it.</summary>
/// <param name="Path">The page that the forms are sent to, from the site's root.</param>
/// <param name="Link">The id of the link.</param>
internal sealed record LinkForms(string Address, string Path, Guid Link);

/// <summary>The field for a name.</summary>
/// <param name="Asked">What is in it at first, such as the name that was sent and refused.</param>
internal sealed record NameField(string Asked)
{
    /// <summary>What is in the field: never more than it takes.</summary>
    public string Value => UnicodeText.Start(Asked, ReaderName.LongestInUnits);
}
