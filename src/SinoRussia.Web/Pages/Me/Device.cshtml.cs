using Microsoft.AspNetCore.Mvc;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Pages.Me;

/// <summary>Makes a link with which another browser shows the reader's notes, and shows it with its QR code.</summary>
internal sealed class DeviceModel(DeviceLinks links, CurrentReader reader, SiteAddress site) : MePageModel
{
    /// <summary>The address of the new link.</summary>
    public string? Link { get; private set; }

    /// <summary>The same for cameras.</summary>
    public QrCode? Code { get; private set; }

    public Moment Until { get; private set; } = new(default);

    public int Seconds { get; } = (int)DeviceLinks.Lifetime.TotalSeconds;

    public Refusal? Refusal { get; private set; }

    public bool HasNothing => reader.Id is null;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var made = await links.MakeAsync(cancellation);
        Refusal = made.Refusal;
        if (Refusal is not null)
        {
            Response.StatusCode = Refusal.Status;
            return Page();
        }

        var (token, expires) = made.Or(_ => new NewDeviceLink("", default));
        Link = $"{site.Root}/join/{token}";
        Code = QrCode.Of(Link);
        Until = new Moment(expires, IsExact: true);
        return Page();
    }
}
