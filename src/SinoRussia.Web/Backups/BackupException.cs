using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Backups;

internal sealed class BackupException(string message, Exception? inner = null) : PlainException(message, inner);
