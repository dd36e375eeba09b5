using System.Security.Cryptography;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>A request feature for rendering a page for everyone: markers for the parts in which single responses differ.</summary>
/// <remarks>They are random, so that nothing in an essay can be mistaken for one.</remarks>
internal sealed class PageMarkers
{
    private static readonly string Token = RandomNumberGenerator.GetHexString(24, lowercase: true);

    private PageMarkers() { }

    public static PageMarkers Instance { get; } = new();

    /// <summary>Stands for scheme and host. It is a valid address, so that code that processes addresses can process it.</summary>
    public string Origin { get; } = $"http://{Token}.invalid";

    /// <summary>Stands for the root element's attributes, see <see cref="ReadingSettings.Attributes"/>.</summary>
    public string Attributes { get; } = $"attributes-{Token}";

    /// <summary>Marks the start and end of what is only sent to readers who use the default typeface.</summary>
    public string DefaultFace { get; } = $"face-{Token}";

    /// <summary>Whether a text contains a marker in another form than those above, for example in an escaped address.</summary>
    public static bool IsIn(string text) => text.Contains(Token, StringComparison.OrdinalIgnoreCase);
}
