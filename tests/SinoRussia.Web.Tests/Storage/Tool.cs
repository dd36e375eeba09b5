using System.Diagnostics;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>Programs of the system that some machines have.</summary>
internal static class Tool
{
    /// <summary>Whether it was there, and succeeded.</summary>
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
            return false; // there is no such program here
        }
    }
}
