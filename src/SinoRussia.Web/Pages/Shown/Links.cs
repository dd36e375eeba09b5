using SinoRussia.Essays;
using SinoRussia.Web.Shown;

namespace SinoRussia.Web.Pages.Shown;

/// <summary>A name with its mark, wherever others are named.</summary>
internal sealed record By(string Name, NameMark Mark);

/// <summary>The address of a link, with the forms that renew and end it.</summary>
/// <param name="Link">The id of the link.</param>
/// <param name="Seen">What the page showed, for the form that renews it: see <see cref="NoteLinks.AddressSeen"/>.</param>
/// <param name="RenewPath">Where the form that renews it is sent, from the site's root.</param>
/// <param name="EndPath">The same for the one that ends it.</param>
internal sealed record LinkForms(string Address, Guid Link, string Seen, string RenewPath, string EndPath);

/// <summary>The field for a name.</summary>
/// <param name="Asked">What is in it at first, such as the name that was sent and refused.</param>
internal sealed record NameField(string Asked)
{
    /// <summary>What is in the field: never more than it takes.</summary>
    public string Value => UnicodeText.Start(Asked, ReaderName.LongestInUnits);
}
