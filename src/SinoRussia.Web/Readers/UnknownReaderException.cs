namespace SinoRussia.Web.Readers;

/// <summary>Who is reading cannot be told just now: their cookie cannot be read, or none can be made. Their notes are kept.</summary>
internal sealed class UnknownReaderException() : Exception("The reader's cookie cannot be read, or made, just now.");
