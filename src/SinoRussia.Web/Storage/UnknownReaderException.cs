using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>Who is reading cannot be told just now: their cookie cannot be read, or none can be made. Their notes are kept. Readers are told
/// the same as when the database cannot be read.</summary>
internal sealed class UnknownReaderException() : PlainException("The reader's cookie cannot be read, or made, just now.");
