using System.Globalization;

namespace SinoRussia.Benchmarks;

internal static class Figures
{
    /// <summary>Prints a figure and its budget.</summary>
    /// <returns>Whether the budget is met.</returns>
    public static bool Report(string what, double found, double budget, string unit)
    {
        var isMet = found <= budget;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {found:0.00} {unit}, budget {budget:0.##}: {(isMet ? "met" : "MISSED")}"));
        return isMet;
    }
}
