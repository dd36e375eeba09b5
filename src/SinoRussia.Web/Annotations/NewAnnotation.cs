using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>An annotation that a reader asks to save.</summary>
/// <param name="Id">Chosen by the sender, so that sending it twice creates only one; or <see langword="null"/>.</param>
/// <param name="Tags">As the reader wrote them: an entry can hold several, separated by commas. <see langword="null"/> for none.</param>
internal sealed record NewAnnotation(Guid? Id, Target Target, HighlightColour Colour, string? Note, IReadOnlyList<string>? Tags = null)
{
    /// <summary>Other members that another program sent, as one JSON object, or <see langword="null"/>.</summary>
    public string? OtherMembers { get; init; }

    /// <summary>Whether an annotation of the reader on exactly the same passage is changed instead (see <see cref="SamePassage"/>). For a program, each
    /// creation is an annotation of its own.</summary>
    public bool ChangesSamePassage { get; init; }

    /// <summary>Whether the reader asked to show it to others. Otherwise its words do not become visible on a mark that is shown already.</summary>
    public bool IsShown { get; init; }
}
