namespace SinoRussia.Essays.Anchors;

/// <summary>Tells the steps of an aligned gap that mean something from words that agree by coincidence.</summary>
/// <remarks>
/// A deleted sentence and an unrelated one written in its place always share some "the" and "of". Walking from a border the
/// texts share, belief is spent on every word without a partner and regained by every agreement; where it runs out, a
/// new stretch must earn as much as chance could bring before it is believed. (The idea of BLAST's X-drop, Altschul et al. 1997.)
/// </remarks>
internal static class Belief
{
    public static bool[] In(List<Step> steps, float needed, bool fromStart, bool fromEnd)
    {
        var believed = new bool[steps.Count];
        Walk(steps, believed, needed, fromStart, Enumerable.Range(0, steps.Count));
        Walk(steps, believed, needed, fromEnd, Enumerable.Range(0, steps.Count).Reverse());
        return believed;
    }

    private static void Walk(List<Step> steps, bool[] believed, float needed, bool shared, IEnumerable<int> way)
    {
        var belief = shared ? needed : 0;
        var isAlive = shared;
        var waiting = new List<int>(); // what is not believed until belief is whole again
        foreach (var at in way)
        {
            waiting.Add(at);
            belief = Math.Min(belief + steps[at].Worth, needed);
            if (belief <= 0)
            {
                (isAlive, belief) = (false, 0);
                waiting.Clear();
            }
            else if (belief >= needed)
            {
                isAlive = true;
                waiting.ForEach(step => believed[step] = true);
                waiting.Clear();
            }
            else if (steps[at].Worth < 0)
            {
                believed[at] |= isAlive; // a replaced word claims no agreement, so it needs no more than to be near one
            }
        }
    }
}
