using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;

namespace SinoRussia.Web.Hosting;

/// <summary>How the site is reached from outside.</summary>
internal sealed record SiteSettings : IValidatableObject
{
    public const string Section = "Site";

    /// <summary>The public address, for example <c>https://reader.example</c>. Without it, links to share use the request's host.</summary>
    [Description("The public address, for links to share. Without it, the request's own host.")]
    public string? Address { get; init; }

    /// <summary>The prefix of every path, for example <c>/reader</c>, if a proxy passes it on.</summary>
    [RegularExpression("^(/[A-Za-z0-9._~-]+)*$", ErrorMessage = "It must begin with a slash and end without one, such as /reader, and may contain letters, digits and .-_~.")]
    [Description("What every path begins with, such as /reader.")]
    public string PathBase { get; init; } = "";

    /// <summary>Addresses or networks (such as <c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-*</c> headers are accepted. None by default.</summary>
    [Description("Addresses or networks whose X-Forwarded-* headers are accepted. Give the option once for each.")]
    public string[] TrustedProxies { get; init; } = [];

    /// <summary>Whether readers reach the site over HTTPS, even if a proxy forwards plain HTTP.</summary>
    public bool IsHttps => Address?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. Address is null || (Uri.TryCreate(Address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
            ? Array.Empty<ValidationResult>()
            : [new ValidationResult($"Site:Address: '{Address}' is not a whole address such as https://reader.example.")],
        .. TrustedProxies.Where(entry => !IPAddress.TryParse(entry, out _) && !IPNetwork.TryParse(entry, out _))
            .Select(entry => new ValidationResult($"Site:TrustedProxies: '{entry}' is neither an address nor a network such as 10.0.0.0/8.")),
    ];
}
