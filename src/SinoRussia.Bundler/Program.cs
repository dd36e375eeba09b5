using SinoRussia.Bundler.Scripts;
using SinoRussia.Bundler.Styles;

namespace SinoRussia.Bundler;

/// <summary>Bundles scripts and stylesheets for the site's build: <c>SinoRussia.Bundler OUTPUT SCRIPT STYLESHEET…</c></summary>
/// <remarks>Each is written under its own name, the parts of the script beside it, and the script's fingerprint to the file <c>fingerprint</c>. A source
/// that cannot be bundled is named on standard error as MSBuild expects it, and what was written before stays.</remarks>
internal static class BuildTool
{
    public static int Main(string[] arguments)
    {
        var (output, script, stylesheets) = (arguments[0], arguments[1], arguments[2..]);
        try
        {
            var scripts = ScriptBundle.Make(script, File.ReadAllText);
            Write(output, scripts.Fingerprint, [.. scripts.Files, .. stylesheets.Select(sheet => KeyValuePair.Create(Path.GetFileName(sheet), StylesheetBundle.Make(sheet, File.ReadAllText)))]);
            return 0;
        }
        catch (BundleException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    private static void Write(string output, string fingerprint, List<KeyValuePair<string, string>> files)
    {
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true); // what is bundled no more
        }

        Directory.CreateDirectory(output);
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(output, name), text);
        }

        File.WriteAllText(Path.Combine(output, "fingerprint"), fingerprint); // last: the build takes it for the sign that all is there
    }
}
