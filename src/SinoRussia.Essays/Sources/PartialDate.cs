using System.Globalization;
using System.Text.RegularExpressions;

namespace SinoRussia.Essays.Sources;

/// <summary>A date that may lack its day, or its day and month.</summary>
public readonly partial record struct PartialDate : IComparable<PartialDate>
{
    private PartialDate(int year, int? month, int? day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int? Month { get; }

    public int? Day { get; }

    /// <summary>As ISO 8601 writes it: <c>2022</c>, <c>2022-06</c> or <c>2022-02-04</c>.</summary>
    public string Iso => (Month, Day) switch
    {
        (null, _) => $"{Year:0000}",
        (_, null) => $"{Year:0000}-{Month:00}",
        _ => $"{Year:0000}-{Month:00}-{Day:00}",
    };

    /// <summary>Parses a date in the form of <see cref="Iso"/>, of the years 1 to 9999.</summary>
    public static bool TryParse(string text, out PartialDate date)
    {
        date = default;
        if (IsoForm().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var year = Number(match.Groups["year"])!.Value;
        var month = Number(match.Groups["month"]);
        var day = Number(match.Groups["day"]);
        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month ?? 1))
        {
            return false;
        }

        date = new PartialDate(year, month, day);
        return true;
    }

    /// <summary>Orders by date. A date that lacks its day or month comes before those in its month or year.</summary>
    public int CompareTo(PartialDate other) => (Year, Month ?? 0, Day ?? 0).CompareTo((other.Year, other.Month ?? 0, other.Day ?? 0));

    public static bool operator <(PartialDate left, PartialDate right) => left.CompareTo(right) < 0;

    public static bool operator <=(PartialDate left, PartialDate right) => left.CompareTo(right) <= 0;

    public static bool operator >(PartialDate left, PartialDate right) => left.CompareTo(right) > 0;

    public static bool operator >=(PartialDate left, PartialDate right) => left.CompareTo(right) >= 0;

    /// <summary>In words: <c>2022</c>, <c>June 2022</c> or <c>4 February 2022</c>.</summary>
    public override string ToString() => (Month, Day) switch
    {
        (null, _) => $"{Year}",
        ({ } month, null) => $"{MonthName(month)} {Year}",
        ({ } month, { } day) => $"{day} {MonthName(month)} {Year}",
    };

    private static string MonthName(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);

    private static int? Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("^(?<year>[0-9]{4})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2}))?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex IsoForm();
}
