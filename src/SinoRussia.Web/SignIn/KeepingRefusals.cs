using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.SignIn;

/// <summary>The reasons why a way to keep notes is not made, changed or used.</summary>
internal static class KeepingRefusals
{
    extension(Refusal)
    {
        public static Refusal NothingToKeep => new("nothing-to-keep", "There is nothing to keep yet. Make a highlight or note first.");

        public static Refusal HasCode => new("has-code", "You already have a recovery code. Tick the box to replace it: the old one then stops working. Nothing was changed.");

        public static Refusal CodeIncomplete(int length) => new(
            "code-incomplete", $"A recovery code has {CodeText.Length} characters, and this has {length}. Compare it with what you printed or wrote down.");

        public static Refusal CodeMistyped => new("code-mistyped", "This is not quite a recovery code: a character is wrong, or two are swapped. Compare it with what you printed or wrote down.");

        public static Refusal CodeUnknown => new(
            "code-unknown", "No notes belong to this code. It may have been replaced by a newer one, its notes may have been deleted, or it belongs to another site.");

        public static Refusal TooManyGuesses => new(
            "too-many-guesses", "Too many recovery codes were tried. Wait an hour, then try again. Your notes are safe.", StatusCodes.Status429TooManyRequests);

        public static Refusal LinkGone => new(
            "device-link-gone", "This link cannot be used: it was used already, its ten minutes are over, the browser that made it was signed out, or a part of it is missing.", StatusCodes.Status410Gone);

        public static Refusal LastWay => new(
            "last-way", "There is no other way to your notes. Tick the box to sign out anyway. Nothing was changed.");

        public static Refusal NoWayToJoined => new(
            "no-way-to-joined",
            "This cannot be undone any more: the browser that the notes came from is signed out, so you could no longer reach them.",
            StatusCodes.Status409Conflict);

        public static Refusal NoWayToOthers => new(
            "no-way-to-others",
            "This cannot be undone now: you could no longer reach the other notes. Add a passkey or make a recovery code first.",
            StatusCodes.Status409Conflict);

        public static Refusal UndoNotSure => new(
            "undo-not-sure", "After undoing, this browser would not show some of the notes any more. Read which browser would, and tick the box. Nothing was changed.");

        public static Refusal NoSuchBrowser => new("no-such-browser", "That browser is already signed out.");
    }
}
