using SinoRussia.Essays.Parsing;

namespace SinoRussia.Essays.Trials;

/// <summary>One part of an edition to be rendered for nobody to see, so that what cannot be shown is found before a reader meets it.</summary>
/// <param name="File">The file that the part comes from.</param>
/// <param name="Line">The line in which the part begins, counted from 1.</param>
/// <param name="Render">Renders it; whatever it throws is a fault of that line.</param>
public sealed record Trial(string File, int Line, Action Render)
{
    /// <summary>Renders all parts.</summary>
    /// <returns>A fault for each part that cannot be rendered, in their order; none when the edition can be shown whole.</returns>
    public static IReadOnlyList<EssayFault> Run(IEnumerable<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        return [.. trials.Select(trial => trial.Run()).OfType<EssayFault>()];
    }

    private EssayFault? Run()
    {
        try
        {
            Render();
            return null;
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            // Any part may throw anything: on a page it would be an error to every reader, here it is a fault to the editor.
            return new EssayFault(File, Line, $"What begins here cannot be shown ({refusal.GetType().Name}: {refusal.Message})") { Cause = refusal };
        }
    }
}
