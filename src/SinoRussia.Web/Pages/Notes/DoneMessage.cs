using SinoRussia.Web.Annotations;
using SinoRussia.Web.Pages.Shared;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>What the last form did, in words, and the form that undoes it.</summary>
internal sealed record DoneMessage(string Words)
{
    /// <summary>What is said when an annotation was moved or restored to the words of another.</summary>
    public const string Joined = "You had marked exactly these words already. The two are one now, with the notes and tags of both.";

    /// <summary>What is said when words were added to a mark that others saw, and it is private now.</summary>
    public const string HeldBack = "Others saw your note on these words by a link. What you wrote now is only for you, so the whole note is private until you show it again.";

    /// <summary>What is said when a note's own link was ended and no other one shows it.</summary>
    public const string PrivateAgain = "The link is ended. Only you see it now.";

    /// <summary>What is said when a note's own link was ended and it is shown together with others.</summary>
    public const string StillInReading = "The link is ended. It is still part of a reading that you show.";

    /// <summary>The path to which Undo is posted, from the site's root; <see langword="null"/> if it cannot be undone here.</summary>
    public string? UndoPath { get; private init; }

    /// <summary>The hidden fields of the form.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; private init; } = [];

    /// <summary>The message of the form that led here, or <see langword="null"/>.</summary>
    /// <param name="returnTo">The address to which Undo of a change returns; <see langword="null"/> offers none.</param>
    /// <param name="undoPath">The path to which Undo of a deletion, or of a change of many, is posted.</param>
    public static DoneMessage? Take(HttpContext context, string? returnTo = null, string undoPath = "/notes?handler=Undo")
    {
        if (Shared.FlashMessage.Take(context) is not { } done || WordsOf(done) is not { } words)
        {
            return null;
        }

        return done switch
        {
            { What: "deleted" or "changed", At: { } at, Count: > 0 } => new DoneMessage(words) { UndoPath = undoPath, Fields = [("at", $"{at}"), ("what", done.What)] },
            { Changed: { } id, Version: > 1 and var version } when returnTo is not null => new DoneMessage(words)
            {
                UndoPath = $"/notes/{id:D}?handler=RestoreVersion",
                Fields = [("version", $"{version}"), ("earlier", $"{version - 1}"), ("returnTo", returnTo)],
            },
            { Join: { } join } => new DoneMessage(words) { UndoPath = "/settings/me?handler=Undo#came-along", Fields = [("join", $"{join:D}")] },
            _ => new DoneMessage(words),
        };
    }

    private static string? WordsOf(FlashMessage done)
    {
        var (n, left) = (done.Count, done.Left);
        return done.What switch
        {
            "saved" => Together("Saved."),
            "moved" => Together("It marks these words now."),
            "version" => "The earlier version is back.",
            "renewed" => "There is a new link. The former one shows nothing any more.",
            "held-back" => HeldBack,
            "private" => PrivateAgain,
            "in-reading" => StillInReading,
            "ended" => n == 1 ? "The link is ended." : "All links are ended.",
            "added" => n == 1 ? "1 note is added." : $"{n} notes are added.",
            "named" => "The name is saved.",
            "undone" => "Undone.",
            "dismissed" => "Dismissed. It is still in your notes.",
            "deleted" => $"{n} deleted. {(n == 1 ? "It is" : "They are")} in the bin for 30 days.",
            "restored" => Together(n == 1 ? "Restored." : $"{n} restored.")
                + (left == 0 ? "" : $" {left} {(left == 1 ? "stays" : "stay")} in the bin: with what you wrote on the same words since, the note would be too long."),
            "changed" => $"{n} changed.{(left > 0 ? $" {left} had {Limits.Tags} tags already and were left as they are." : "")}",
            "purged" => n == 1 ? "It is deleted for good." : $"{n} are deleted for good.",
            "signed-in" => $"This browser now shows your notes.{(n > 0 ? $" {n} of its own came along." : "")}",
            "signed-out" => "This browser is signed out, and shows none of your notes any more.",
            "parted" => "Undone. What came along belongs again to the browser that it came from.",
            "forgotten" => "Everything of yours is deleted, and this site no longer knows this browser.",
            _ => null,
        };

        string Together(string words) => done.Joined switch
        {
            0 => words,
            1 when n == 1 => $"{words} {Joined}",
            var joined => $"{words} {joined} became one with a mark that you made on the same words since.",
        };
    }
}
