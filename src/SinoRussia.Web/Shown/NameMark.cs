using System.Security.Cryptography;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Shown;

/// <summary>A small sign beside a name, which tells two readers of the same name apart.</summary>
/// <param name="Letters">Two consonants, which make no word.</param>
internal sealed record NameMark(string Letters, HighlightColour Colour)
{
    private const string Consonants = "BCDFGHJKLMNPQRSTVWXZ";

    private static readonly HighlightColour[] Colours = [HighlightColour.Amber, HighlightColour.Green, HighlightColour.Blue, HighlightColour.Rose, HighlightColour.Violet, HighlightColour.Grey];

    public string CssName => HighlightMapping.CssName(Colour);

    /// <summary>Always the same for the same reader. Of the hash of their random id only eleven bits are left, from which nobody can compute the id.</summary>
    public static NameMark Of(Guid reader)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. "name mark "u8, .. reader.ToByteArray(bigEndian: true)], hash);
        return new NameMark($"{Consonants[hash[0] % Consonants.Length]}{Consonants[hash[1] % Consonants.Length]}", Colours[hash[2] % Colours.Length]);
    }
}
