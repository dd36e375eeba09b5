using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>What readers are told while the database cannot be written or read.</summary>
internal static class StorageRefusals
{
    extension(Refusal)
    {
        public static Refusal NotSaved => new(
            "not-saved", "It could not be saved just now. Your words are still here: try again in a moment.", StatusCodes.Status503ServiceUnavailable);

        public static Refusal NotReached => new(
            "not-reached", "What you wrote cannot be reached just now. It is kept: try again in a moment.", StatusCodes.Status503ServiceUnavailable);
    }
}
