using SinoRussia.Benchmarks;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Essays.Tests.Anchors;

/// <summary>What it costs to bring marks to another text, counted in allocated bytes: a figure that is the same on every machine, however
/// busy it is. The benchmarks carry, carry-long and quotation measure the time.</summary>
public sealed class CarryingCostTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public void Ten_thousand_marks_on_the_edited_essay_stay_within_their_budget() =>
        AssertWithin(36 * Megabyte, Carrying(CarriedTexts.Essay(), 10_000));

    [Fact]
    public void Two_thousand_marks_on_a_text_of_a_megabyte_stay_within_their_budget() =>
        AssertWithin(90 * Megabyte, Carrying(CarriedTexts.Long(1_000_000), 2_000));

    [Fact]
    public void Two_hundred_quotations_without_a_revision_stay_within_their_budget()
    {
        var before = CarriedTexts.Essay();
        var after = CarriedTexts.Edited(before);
        var quotes = CarriedTexts.Marks(before, 200).Select(mark => Anchoring.Describe(before, "before", mark).Quote).ToList();

        AssertWithin(105 * Megabyte, () =>
        {
            var search = Quotation.SearchIn(after);
            return quotes.Count(quote => search.Find(quote).State == AnchorState.Detached);
        });
    }

    private static Func<int> Carrying(string before, int marks)
    {
        var after = CarriedTexts.Edited(before);
        var targets = CarriedTexts.Marks(before, marks).Select(mark => Anchoring.Describe(before, "before", mark)).ToList();
        return () =>
        {
            var alignment = Alignment.Between(before, after);
            return targets.Count(target => Anchoring.Locate(after, "after", target, alignment).State == AnchorState.Detached);
        };
    }

    // The first run fills what is kept for all.
    private static void AssertWithin(long most, Func<int> act)
    {
        var detached = act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(detached, act());
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes, {detached} detached");
        Assert.InRange(bytes, 1, most);
    }
}
