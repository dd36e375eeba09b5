using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.SignIn;

/// <summary>The reasons why a passkey is not added, changed or accepted.</summary>
internal static class PasskeyRefusals
{
    extension(Refusal)
    {
        public static Refusal PasskeysNotHere => new(
            "passkeys-not-here", "Passkeys do not work at this address: browsers allow them only with HTTPS and a host name. Use another device or a recovery code instead.");

        public static Refusal PasskeyTooLate => new(
            "passkey-too-late", "This took longer than five minutes, or was started again in another tab. Nothing was changed. Try again.");

        public static Refusal PasskeyUsed => new(
            "passkey-used", "This answer of your passkey was used before, or the passkey was removed in the meantime. Nothing was changed. Try again.");

        public static Refusal PasskeyNotAccepted => new(
            "passkey-not-accepted", "The answer of the passkey could not be verified. Nothing was changed. Try again, or use another way.");

        public static Refusal PasskeyNotKnown => new(
            "passkey-not-known", "This passkey does not lead to any notes here. It may have been removed. Choose another one, or use another way.");

        public static Refusal PasskeyAlreadyKept => new(
            "passkey-already-kept", "This passkey is already in the list.", StatusCodes.Status409Conflict);

        public static Refusal TooManyPasskeys => new(
            "too-many-passkeys", $"You have {Passkeys.Most} passkeys, which is the limit. Remove one that you do not use.");

        public static Refusal PasskeyTooLong => new(
            "passkey-too-long", "The answer is too long. Nothing was changed.", StatusCodes.Status413PayloadTooLarge);

        public static Refusal PasskeyGone => new(
            "passkey-gone", "This passkey is not in your list. It may have been removed.", StatusCodes.Status404NotFound);

        public static Refusal PasskeyNameMissing => new("passkey-name-missing", "A passkey needs a name. Enter one that you will recognise.");

        public static Refusal PasskeyNameTooLong => new("passkey-name-too-long", $"The name is longer than {Passkeys.LongestName} characters. Shorten it.");
    }
}
