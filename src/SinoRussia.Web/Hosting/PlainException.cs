namespace SinoRussia.Web.Hosting;

/// <summary>An exception whose message contains nothing that a reader wrote, so it may be logged.</summary>
internal abstract class PlainException(string message, Exception? inner = null) : Exception(message, inner);
