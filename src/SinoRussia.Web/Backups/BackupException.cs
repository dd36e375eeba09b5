namespace SinoRussia.Web.Backups;

internal sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
