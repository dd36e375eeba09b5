using SinoRussia.Essays.Parsing;

namespace SinoRussia.Essays.Trials;

/// <summary>One part of an edition that is rendered on trial, so that a part that cannot be rendered is found before a reader meets it.</summary>
/// <param name="File">The file that the part comes from.</param>
/// <param name="Line">The line where the part begins, counted from 1.</param>
/// <param name="Render">Renders it. An exception is a fault at that line.</param>
public sealed record Trial(string File, int Line, Action Render)
{
    /// <summary>Renders all parts.</summary>
    /// <returns>A fault for each part that cannot be rendered, in order.</returns>
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
            // A part may throw anything. On the page it would be an error for every reader; here it is a fault for the editor.
            return new EssayFault(File, Line, $"The part that begins here cannot be rendered ({refusal.GetType().Name}: {refusal.Message})") { Cause = refusal };
        }
    }
}
