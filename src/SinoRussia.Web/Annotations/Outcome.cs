using SinoRussia.Essays;

namespace SinoRussia.Web.Annotations;

/// <summary>How a wish to change something ended.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It is on disk.</summary>
    /// <param name="Annotation">As it stands now.</param>
    /// <param name="IsNew">Whether this very request made it; the same creation sent twice makes one.</param>
    /// <param name="Notice">What its reader should know besides: that there is little room left.</param>
    public sealed record Saved(Annotation Annotation, bool IsNew = false, string? Notice = null) : Outcome;

    /// <summary>It cannot be done as asked.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>Somebody, perhaps the reader in another window, changed it since it was read.</summary>
    public sealed record Stale(Annotation Current) : Outcome;

    /// <summary>There is no such annotation, or it is somebody else's: the same to whoever asks.</summary>
    public sealed record Missing : Outcome;
}

/// <summary>Why something was refused, in words a reader can act on.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Status">The HTTP status that says the same.</param>
internal sealed record Refusal(string Code, string Message, int Status = StatusCodes.Status422UnprocessableEntity)
{
    public static readonly Refusal NothingSelected = new("nothing-selected", "There are no words in the selection. Select some.");
    public static readonly Refusal PassageNotFound = new("passage-not-found", "These words are not in the essay. Select the passage again.");
    public static readonly Refusal PassageChanged = new(
        "passage-changed", "These words are not in the essay where you chose them: a translation or an extension in your browser changed them. Show the original, and select the passage again.");
    public static readonly Refusal QuoteTooLong = new("quote-too-long", $"The passage is longer than {Limits.Quote:N0} characters. Select a shorter one.");
    public static readonly Refusal NoteMissing = new("note-missing", "There is nothing in the note yet. Write something, or save a highlight.");
    public static readonly Refusal NoteTooDeep = new("note-too-deep", "The note's lists or quotations are nested too deeply to be shown. Flatten them.");
    public static readonly Refusal NoteTooDense = new(
        "note-too-dense", "One paragraph of the note has too many signs of formatting, such as * _ ~ [ or (. Part it by blank lines, or take some of the signs out.");

    public static readonly Refusal NoteTooManyPieces = new(
        "note-too-many-pieces", $"The note has more than {NoteWork.MostPieces:N0} lines, list items and formatted words. Put fewer line breaks and signs of formatting in it, or part it into two notes.");

    public static readonly Refusal UnknownColour = new("unknown-colour", "There is no such colour. Choose one of those offered.");
    public static readonly Refusal IdTaken = new(
        "id-taken", "This was saved before and has been changed since: see My notes. What you wrote now is not saved.", StatusCodes.Status409Conflict);

    // The answer that brought its reader's cookie may have been lost: sent under another id, it is saved for the reader of now.
    public static readonly Refusal IdForeign = new(
        "id-foreign", "This could not be saved under its number. Your words are still here: save them again.", StatusCodes.Status409Conflict);

    public static readonly Refusal Gone = new(
        "gone", "This is not among your notes any more. What you wrote now is not saved.", StatusCodes.Status404NotFound);

    public static readonly Refusal Forgotten = new(
        "forgotten", "Everything of yours was deleted meanwhile, and so this was not saved.", StatusCodes.Status410Gone);

    public static readonly Refusal NotSaved = new(
        "not-saved", "It could not be saved just now. Your words are still here: try again in a moment.", StatusCodes.Status503ServiceUnavailable);

    public static readonly Refusal NotReached = new(
        "not-reached", "What you wrote cannot be reached just now. It is kept: try again in a moment.", StatusCodes.Status503ServiceUnavailable);

    public static readonly Refusal CookieBlocked = new(
        "cookie-blocked", "This site keeps your notes by a cookie, which your browser blocks. Allow cookies for this site, and save again.");

    public static readonly Refusal SettingsNotKept = new(
        "settings-not-kept", "This site keeps your settings by a cookie, which your browser blocks. They hold until you leave this page.");

    public static readonly Refusal TooManyTags = new("too-many-tags", $"An entry can have {Limits.Tags} tags. Take some off.");

    public static Refusal TooManyNotes(int most) => new(
        "too-many-notes", $"You have {most:N0} highlights and notes, and no more fit; those in the bin count. Delete some and empty the bin, then save this again.");

    public static Refusal TooMuchText(int megabytes) => new(
        "too-much-text", $"Your notes and their earlier versions fill the {megabytes:N0} MB that there are; those in the bin count. Delete some and empty the bin, then save this again.");

    public static Refusal TagTooLong(string tag) => new(
        "tag-too-long", $"The tag “{UnicodeText.Start(tag, Limits.Tag)}…” is longer than {Limits.Tag} characters. Shorten it, or put a comma between two tags.");

    public static Refusal ColourNameTooLong(string name) => new(
        "colour-name-too-long", $"The name “{UnicodeText.Start(name, Limits.ColourName)}…” is longer than {Limits.ColourName} characters. Shorten it.");

    public static Refusal NoteTooLong(int length) => new(
        "note-too-long", $"The note has {length:N0} characters, and {Limits.Note:N0} fit. Shorten it by {length - Limits.Note:N0}.");
}
