namespace SinoRussia.Essays.Anchors;

/// <summary>The score, in bits, from which an agreement of words counts as more than coincidence.</summary>
/// <remarks>
/// In texts of n and m words, agreements of b bits occur by chance about n·m·2^-b times (Karlin and Altschul 1990, for local
/// alignments). So an agreement is accepted from log2(n·m) bits and a margin on.
/// </remarks>
internal static class ScoreThreshold
{
    // In bits: 4 lets one coincidence in sixteen searches pass. Higher detaches quotations, lower finds some that were deleted. Edit
    // cases wrong by the quotation: 63 at -4, 31 at 0, 28 from 2 to 4, 26 at 6 and 8 (with 2 and 6 more detached than at 4), 35 at 12.
    private const double Margin = 4;

    /// <param name="before">The number of words of the one text.</param>
    /// <param name="after">The number of words of the other.</param>
    public static float Needed(int before, int after) => (float)(Math.Log2((before + 1d) * (after + 1d)) + Margin);
}
