using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>For <c>dotnet ef migrations</c>, which needs the model but not the site.</summary>
internal sealed class AnnotationsDbFactory : IDesignTimeDbContextFactory<AnnotationsDb>
{
    public AnnotationsDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite("Data Source=design-time.db").Options);
}
