using System.Globalization;

namespace SinoRussia.Benchmarks;

/// <summary>The CPU time that a process has used (proc(5), /proc/[pid]/stat, in ticks of ten milliseconds).</summary>
internal static class CpuTime
{
    private const long MicrosecondsPerTick = 10_000;

    public static long MicrosecondsOf(int process)
    {
        // The name, in parentheses, can contain spaces, so the fields are counted after it.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * MicrosecondsPerTick;
    }

    /// <summary>Resident memory, in megabytes.</summary>
    public static double MegabytesOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
