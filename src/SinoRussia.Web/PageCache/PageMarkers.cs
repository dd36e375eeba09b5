using System.Security.Cryptography;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>Among a request's features while its page is rendered for everybody: what stands where single answers differ.</summary>
/// <remarks>They are random, so that nothing an essay says can be taken for one.</remarks>
internal sealed class PageMarkers
{
    private static readonly string Token = RandomNumberGenerator.GetHexString(24, lowercase: true);

    private PageMarkers() { }

    public static PageMarkers Instance { get; } = new();

    /// <summary>In place of scheme and host. It is an address itself, so that what is made of addresses can be made of it.</summary>
    public string Origin { get; } = $"http://{Token}.invalid";

    /// <summary>In place of the root element's attributes, see <see cref="ReadingSettings.Attributes"/>.</summary>
    public string Attributes { get; } = $"attributes-{Token}";

    /// <summary>Before and after what is there only for those who read in the default typeface.</summary>
    public string DefaultFace { get; } = $"face-{Token}";

    /// <summary>Whether a text holds a marker in a form that is not among the above, as an escaped address would.</summary>
    public static bool IsIn(string text) => text.Contains(Token, StringComparison.OrdinalIgnoreCase);
}
