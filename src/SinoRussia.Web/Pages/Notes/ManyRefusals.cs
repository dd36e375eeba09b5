using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>The reasons why nothing is done to many notes at once.</summary>
internal static class ManyRefusals
{
    // Some proxies cut addresses that are longer than this.
    public const int MostInAnAddress = 100;

    extension(Refusal)
    {
        public static Refusal NothingChosen => new("nothing-chosen", "Nothing is ticked. Tick what you want to change, or the box for all.");

        public static Refusal NoTags => new("no-tags", "Enter a tag, or several separated by commas.");

        public static Refusal NothingDeleted => new("nothing-deleted", "Nothing of yours was deleted at that time. What you deleted is in the bin.");

        public static Refusal NothingChanged => new("nothing-changed", "Nothing is left to undo: it was undone already, or these notes were changed or deleted since.");

        public static Refusal TooManyChosen => new("too-many-chosen", $"More than {MostInAnAddress} are ticked. Export all that are shown, or tick fewer.");
    }
}
