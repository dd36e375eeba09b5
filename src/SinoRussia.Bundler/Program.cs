using SinoRussia.Bundler.Scripts;
using SinoRussia.Bundler.Styles;

namespace SinoRussia.Bundler;

/// <summary>Bundles scripts and stylesheets for the site's build: <c>SinoRussia.Bundler OUTPUT SCRIPT STYLESHEET…</c></summary>
/// <remarks>Each bundle keeps the name of its source file; the late parts of the script are written beside it, and the script's fingerprint to the
/// file <c>fingerprint</c>. Errors in sources are written to standard error in the format of MSBuild, and then the earlier output is kept.</remarks>
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
            Directory.Delete(output, recursive: true); // removes files that are no longer bundled
        }

        Directory.CreateDirectory(output);
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(output, name), text);
        }

        File.WriteAllText(Path.Combine(output, "fingerprint"), fingerprint); // last, because the build takes this file as the sign that all others are there
    }
}
