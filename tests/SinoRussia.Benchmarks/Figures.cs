using System.Globalization;

namespace SinoRussia.Benchmarks;

internal static class Figures
{
    /// <summary>Says a figure beside its budget.</summary>
    /// <returns>Whether it is kept.</returns>
    public static bool Report(string what, double found, double budget, string unit)
    {
        var isKept = found <= budget;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {found:0.00} {unit}, budget {budget:0.##}: {(isKept ? "kept" : "BROKEN")}"));
        return isKept;
    }
}
