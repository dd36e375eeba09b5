namespace SinoRussia.Web.Hosting;

/// <summary>An exception whose message holds nothing that a reader wrote, so that the log may have it.</summary>
internal abstract class PlainException(string message, Exception? inner = null) : Exception(message, inner);
