using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Content;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Commands;

/// <summary>One setting of the site, as its settings record declares it.</summary>
/// <param name="Name">As it stands in configuration, such as <c>Data:Folder</c>.</param>
/// <param name="Default">What holds when nobody sets it, or <see langword="null"/> when there is nothing to show.</param>
/// <param name="IsList">Whether it may be given several times.</param>
internal sealed record SiteSetting(string Name, string Description, string? Default, bool IsList)
{
    private static readonly (string Section, Type Type)[] Records =
    [
        (DataSettings.Section, typeof(DataSettings)),
        (ContentSettings.Section, typeof(ContentSettings)),
        (SiteSettings.Section, typeof(SiteSettings)),
        (BackupSettings.Section, typeof(BackupSettings)),
        (QuotaSettings.Section, typeof(QuotaSettings)),
    ];

    public static IReadOnlyList<SiteSetting> All { get; } = [.. Records.SelectMany(record => Of(record.Section, record.Type))];

    /// <summary>What is set to something that cannot be meant, each fault in one line. The program reads its settings only when there is none.</summary>
    public static IReadOnlyList<string> Faults(IConfiguration configuration) =>
        [.. Records.SelectMany(record => Faults(configuration.GetSection(record.Section), record.Type))];

    private static IEnumerable<string> Faults(IConfigurationSection section, Type type)
    {
        var unfit = Settable(type).Where(property => !Fits(section.GetSection(property.Name), property.PropertyType)).ToList();
        if (unfit.Count > 0)
        {
            return unfit.Select(property => $"{section.Path}:{property.Name}: '{section[property.Name]}' cannot be understood. {DescriptionOf(property)}");
        }

        var values = section.Get(type) ?? Activator.CreateInstance(type)!; // a record with defaults has such a constructor
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(values, new ValidationContext(values), faults, validateAllProperties: true);
        return faults.Select(fault => fault.MemberNames.FirstOrDefault() is { } name ? $"{section.Path}:{name}: {fault.ErrorMessage}" : $"{fault.ErrorMessage}");
    }

    private static IEnumerable<SiteSetting> Of(string section, Type type)
    {
        var defaults = Activator.CreateInstance(type);
        return Settable(type)
            .Select(property => new SiteSetting(
                $"{section}:{property.Name}",
                DescriptionOf(property),
                property.GetValue(defaults) is var value and not ICollection && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } shown ? shown : null,
                property.PropertyType.IsArray));
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null);

    private static string DescriptionOf(PropertyInfo property) => property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    private static bool Fits(IConfigurationSection value, Type type)
    {
        try
        {
            value.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // not of its type
        }
    }
}
