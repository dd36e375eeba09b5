using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.SignIn;

/// <summary>The reasons why a way to keep notes is not made, changed or used.</summary>
internal static class KeepingRefusals
{
    extension(Refusal)
    {
        public static Refusal NothingToKeep => new("nothing-to-keep", "There is nothing to keep yet. It begins with your first highlight or note.");

        public static Refusal HasCode => new("has-code", "You have a recovery code already. Tick the box to replace it: the old one then stops working. Nothing was changed.");

        public static Refusal CodeIncomplete(int length) => new(
            "code-incomplete", $"A recovery code has {CodeText.Length} characters, and this has {length}. Compare it with what you printed or wrote down.");

        public static Refusal CodeMistyped => new("code-mistyped", "This is not quite a recovery code: a character is wrong, or two have changed places. Compare it with what you printed or wrote down.");

        public static Refusal CodeUnknown => new(
            "code-unknown", "No notes belong to this code. It may have been replaced by a newer one, its notes may be deleted, or it is of another site.");

        public static Refusal TooManyGuesses => new(
            "too-many-guesses", "Too many recovery codes were tried. Wait an hour, and try again. Your notes are safe.", StatusCodes.Status429TooManyRequests);

        public static Refusal LinkGone => new(
            "link-gone", "This link cannot be used: it has been used, its ten minutes are over, or it was never made.", StatusCodes.Status410Gone);

        public static Refusal LastWay => new(
            "last-way", "Nothing else leads to your notes. Tick the box to sign out all the same. Nothing was changed.");

        public static Refusal NoWayToJoined => new(
            "no-way-to-joined",
            "This cannot be undone any more: the browser that the notes came from is signed out, so nothing would lead to them. Nothing was changed.",
            StatusCodes.Status409Conflict);

        public static Refusal NoWayToOthers => new(
            "no-way-to-others",
            "If this were undone now, nothing would lead to the other notes any more. Add a passkey or a recovery code first. Nothing was changed.",
            StatusCodes.Status409Conflict);

        public static Refusal UndoNotSure => new(
            "undo-not-sure", "After undoing, this browser would not show some of the notes any more. Read below which browser would, and tick the box. Nothing was changed.");

        public static Refusal NoSuchBrowser => new("no-such-browser", "That browser is signed out already.");
    }
}
