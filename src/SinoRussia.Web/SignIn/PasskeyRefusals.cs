using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.SignIn;

/// <summary>The reasons why a passkey is not added, changed or accepted.</summary>
internal static class PasskeyRefusals
{
    public static readonly Refusal NotHere = new(
        "passkeys-not-here", "At this address, browsers allow no passkeys: they need HTTPS and a host name. Use a link to another device or a recovery code instead.");

    public static readonly Refusal TooLate = new(
        "passkey-too-late", "This took longer than five minutes, or was begun again in another tab. Nothing was changed. Try again.");

    public static readonly Refusal Used = new(
        "passkey-used", "This answer of your passkey was used before, or the passkey was removed meanwhile. Nothing was changed. Try again.");

    public static readonly Refusal NotAccepted = new(
        "passkey-not-accepted", "What the passkey answered could not be confirmed. Nothing was changed. Try again, or use another way.");

    public static readonly Refusal NotKnown = new(
        "passkey-not-known", "This passkey does not lead to any notes here. It may have been removed. Choose another one, or use another way.");

    public static readonly Refusal AlreadyKept = new(
        "passkey-already-kept", "This passkey is in the list already.", StatusCodes.Status409Conflict);

    public static readonly Refusal TooMany = new(
        "too-many-passkeys", $"You have {Passkeys.Most} passkeys, and no more fit. Remove one that you do not use.");

    public static readonly Refusal TooLong = new(
        "too-long", "The answer is too long. Nothing was changed.", StatusCodes.Status413PayloadTooLarge);

    public static readonly Refusal Gone = new(
        "passkey-gone", "This passkey is not in the list any more.", StatusCodes.Status404NotFound);

    public static readonly Refusal NotSure = new(
        "not-sure", "Nothing was removed. Tick the box to confirm.");

    public static readonly Refusal NameMissing = new("passkey-name-missing", "A passkey needs a name. Write one by which you know it.");

    public static readonly Refusal NameTooLong = new("passkey-name-too-long", $"The name is longer than {Passkeys.LongestName} characters. Shorten it.");
}
