using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Tests.Sources;

public sealed class PartialDateTests
{
    [Theory]
    [InlineData("1689", "1689")]
    [InlineData("2022-06", "June 2022")]
    [InlineData("2022-02-04", "4 February 2022")]
    [InlineData("2024-02-29", "29 February 2024")]
    public void A_date_has_as_many_parts_as_are_known(string iso, string said)
    {
        Assert.True(PartialDate.TryParse(iso, out var date));
        Assert.Equal((iso, said), (date.Iso, date.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("22")]
    [InlineData("0000")]
    [InlineData("2022-13")]
    [InlineData("2022-00")]
    [InlineData("2023-02-29")]
    [InlineData("2022-2-4")]
    [InlineData("2022-02-04T00:00")]
    public void Text_that_is_not_a_date_is_refused(string text) => Assert.False(PartialDate.TryParse(text, out _));

    [Fact]
    public void Dates_are_ordered_with_the_less_precise_first()
    {
        string[] ordered = ["1689", "2022", "2022-02", "2022-02-04", "2022-06"];

        Assert.Equal(ordered, ordered.Reverse().Select(text => PartialDate.TryParse(text, out var date) ? date : default).Order().Select(date => date.Iso));
    }
}
