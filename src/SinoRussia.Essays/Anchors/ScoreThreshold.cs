namespace SinoRussia.Essays.Anchors;

/// <summary>When agreement is more than coincidence, counted in bits.</summary>
/// <remarks>
/// Two places in texts of n and m words agree in words worth b bits by mere chance about n·m·2^-b times: the reasoning of
/// Karlin and Altschul (1990) for local alignments. So agreement is believed when it is worth log2(n·m) and a margin.
/// </remarks>
internal static class ScoreThreshold
{
    /// <summary>Four bits: one coincidence in sixteen searches at worst, and a mark it misleads must still resemble what it finds.</summary>
    private const double Margin = 4;

    public static float Needed(int before, int after) => (float)(Math.Log2((before + 1d) * (after + 1d)) + Margin);
}
