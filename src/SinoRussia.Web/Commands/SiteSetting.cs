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

/// <summary>One setting of the site, as declared in its settings record.</summary>
/// <param name="Name">As in the configuration, for example <c>Data:Folder</c>.</param>
/// <param name="Default">The default value, or <see langword="null"/> if there is none to show.</param>
/// <param name="IsList">Whether it can be given several times.</param>
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

    /// <summary>Invalid settings, one line for each. The program only uses its settings if there are none.</summary>
    public static IReadOnlyList<string> Faults(IConfiguration configuration) =>
        [.. Records.SelectMany(record => Faults(configuration.GetSection(record.Section), record.Type))];

    private static IEnumerable<string> Faults(IConfigurationSection section, Type type)
    {
        var unfit = Settable(type).Where(property => !Fits(section.GetSection(property.Name), property.PropertyType)).ToList();
        if (unfit.Count > 0)
        {
            return unfit.Select(property => $"{section.Path}:{property.Name}: '{section[property.Name]}' cannot be understood. {DescriptionOf(property)}");
        }

        var values = section.Get(type) ?? Activator.CreateInstance(type)!; // all settings records have a parameterless constructor
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
            return false; // wrong type
        }
    }
}
