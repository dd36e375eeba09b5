using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>What a reader asks to have saved.</summary>
/// <param name="Id">Chosen by the sender, so that sending twice makes one; or <see langword="null"/>.</param>
/// <param name="Tags">As they were written, several between commas; or <see langword="null"/> for none.</param>
internal sealed record NewAnnotation(Guid? Id, Target Target, HighlightColour Colour, string? Note, IReadOnlyList<string>? Tags = null)
{
    /// <summary>What another program says besides, as one JSON object, or <see langword="null"/>.</summary>
    public string? OtherMembers { get; init; }
}
