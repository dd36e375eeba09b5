using System.Diagnostics;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>System programs that only some machines have.</summary>
internal static class Tool
{
    /// <summary>Runs the program; returns whether it exists and succeeded.</summary>
    public static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            run.WaitForExit();
            return run.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // this machine does not have the program
        }
    }
}
