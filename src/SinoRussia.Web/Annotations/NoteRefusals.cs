using SinoRussia.Essays;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Annotations;

/// <summary>The reasons why a highlight or a note is not saved as asked.</summary>
internal static class NoteRefusals
{
    extension(Refusal)
    {
        public static Refusal NothingSelected => new("nothing-selected", "There are no words in the selection. Select some.");

        public static Refusal PassageNotFound => new("passage-not-found", "These words are not in the essay. Select the passage again.");

        public static Refusal PassageChanged => new(
            "passage-changed", "These words are not in the essay where you chose them: a translation or an extension in your browser changed them. Show the original, and select the passage again.");

        public static Refusal QuoteTooLong => new("quote-too-long", $"The passage is longer than {Limits.Quote:N0} characters. Select a shorter one.");

        public static Refusal NoteMissing => new("note-missing", "There is nothing in the note yet. Write something, or save a highlight.");

        public static Refusal NoteTooDeep => new("note-too-deep", "The note's lists or quotations are nested too deeply to be shown. Flatten them.");

        public static Refusal NoteTooDense => new(
            "note-too-dense", "One paragraph of the note has too many signs of formatting, such as * _ ~ [ or (. Divide it by blank lines, or remove some of the signs.");

        public static Refusal NoteTooManyPieces => new(
            "note-too-many-pieces", $"The note has more than {NoteWork.MostPieces:N0} lines, list items and formatted words. Put fewer line breaks and signs of formatting in it, or divide it into two notes.");

        public static Refusal UnknownColour => new("unknown-colour", "There is no such colour. Choose one of those offered.");

        public static Refusal IdTaken => new(
            "id-taken", "This was saved before and has been changed since: see My notes. What you wrote now is not saved.", StatusCodes.Status409Conflict);

        // The response with the reader's cookie may have been lost. If it is sent again under another id, it is saved for the current reader.
        public static Refusal IdForeign => new(
            "id-foreign", "This could not be saved under its number. Your words are still here: save them again.", StatusCodes.Status409Conflict);

        public static Refusal Gone => new(
            "gone", "This is not among your notes any more. What you wrote now is not saved.", StatusCodes.Status404NotFound);

        public static Refusal SignedOut => new(
            "signed-out", "This browser was signed out, or everything of yours was deleted, and so this was not saved. Reload the page, then save it again.", StatusCodes.Status410Gone);

        public static Refusal CookieBlocked => new(
            "cookie-blocked", "This site needs a cookie to keep your notes, and your browser blocks it. Allow cookies for this site, then save again.");

        public static Refusal TooManyTags => new("too-many-tags", $"An entry can have {Limits.Tags} tags. Remove some.");

        public static Refusal TooManyNotes(int most) => new(
            "too-many-notes", $"You have {most:N0} highlights and notes, which is the limit; those in the bin count. Delete some and empty the bin, then save this again.");

        public static Refusal TooMuchText(int megabytes) => new(
            "too-much-text", $"Your notes and their earlier versions fill the {megabytes:N0} MB that there are; those in the bin count. Delete some and empty the bin, then save this again.");

        public static Refusal TagTooLong(string tag) => new(
            "tag-too-long", $"The tag “{UnicodeText.Start(tag, Limits.Tag)}…” is longer than {Limits.Tag} characters. Shorten it, or put a comma between two tags.");

        public static Refusal ColourNameTooLong(string name) => new(
            "colour-name-too-long", $"The name “{UnicodeText.Start(name, Limits.ColourName)}…” is longer than {Limits.ColourName} characters. Shorten it.");

        public static Refusal NoteTooLong(int length) => new(
            "note-too-long", $"The note has {length:N0} characters, and {Limits.Note:N0} fit. Shorten it by {length - Limits.Note:N0}.");
    }
}
