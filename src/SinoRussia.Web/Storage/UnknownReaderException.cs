using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>The reader cannot be identified now: their cookie cannot be read, or none can be created. Their notes are kept. Readers get the
/// same message as when the database cannot be read.</summary>
internal sealed class UnknownReaderException() : PlainException("The reader's cookie cannot be read or created now.");
