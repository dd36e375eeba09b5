using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests;

/// <summary>An empty database with all tables, as the first start creates it. It is made once, because copying is faster than migrating.</summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<byte[]> Content = new(Make);

    public static void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "reader.db"), Content.Value);
    }

    private static byte[] Make()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite($"Data Source={file};Pooling=False").Options))
            {
                db.Database.Migrate();
                db.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
            }

            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
