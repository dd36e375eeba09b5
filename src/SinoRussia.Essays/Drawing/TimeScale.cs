using System.Collections.Immutable;
using SinoRussia.Essays.Sources;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Drawing;

/// <summary>A time scale in pieces: each period has its own linear scale and as much space as its events need.</summary>
internal sealed class TimeScale
{
    private readonly ImmutableArray<Piece> pieces;

    /// <param name="events">In the order of their dates.</param>
    /// <param name="perEvent">The space for each event of a period.</param>
    /// <param name="between">The space between periods, for the break in the scale.</param>
    public TimeScale(IReadOnlyList<TimelineEvent> events, double perEvent, double between)
    {
        var read = ImmutableArray.CreateBuilder<Piece>();
        var at = 0.0;
        foreach (var period in events.GroupBy(one => one.Period, StringComparer.Ordinal))
        {
            var (first, last) = (period.First().Date.Year, period.Last().Date.Year);
            var length = Math.Max(period.Count(), 1.5) * perEvent;
            read.Add(new Piece(first, last + 1, at, at + length));
            at += length + between;
        }

        pieces = read.ToImmutable();
        Length = Math.Max(0, at - between);
    }

    public double Length { get; }

    /// <summary>The start and end of each period on the scale.</summary>
    public IEnumerable<(double From, double To)> Stretches => pieces.Select(piece => (piece.From, piece.To));

    /// <summary>The years that are labelled, with their starts on the scale.</summary>
    public IEnumerable<(int Year, double At)> Ticks => pieces.SelectMany(piece => piece.Ticks());

    /// <summary>The starts of the months, for periods that are short enough to show them.</summary>
    public IEnumerable<double> Months => pieces.Where(piece => piece.LastYear - piece.FirstYear <= 2)
        .SelectMany(piece => Enumerable.Range(1, (12 * (piece.LastYear - piece.FirstYear)) - 1)
            .Where(month => month % 12 != 0)
            .Select(month => piece.At(piece.FirstYear + (month / 12.0))));

    public double At(PartialDate date)
    {
        var when = Decimal(date);
        return pieces.First(piece => piece.FirstYear <= when && when < piece.LastYear).At(when);
    }

    // The middle of the day, the month or the year.
    private static double Decimal(PartialDate date) => (date.Month, date.Day) switch
    {
        ({ } month, { } day) => date.Year + ((new DateOnly(date.Year, month, day).DayOfYear - 0.5) / (DateTime.IsLeapYear(date.Year) ? 366 : 365)),
        ({ } month, null) => date.Year + ((month - 0.5) / 12),
        _ => date.Year + 0.5,
    };

    private sealed record Piece(int FirstYear, int LastYear, double From, double To)
    {
        private const double Label = 16; // the height of a labelled year with some space
        private static readonly int[] Steps = [1, 5, 10, 20, 50, 100, 200, 500, 1000];

        public double At(double when) => From + ((when - FirstYear) / (LastYear - FirstYear) * (To - From));

        // The first and the last year, and round ones between them that are not too near to either.
        public IEnumerable<(int Year, double At)> Ticks()
        {
            var last = LastYear - 1;
            var finest = (last - FirstYear) switch { > 60 => 20, > 25 => 10, > 4 => 5, _ => 1 };
            var step = Steps.First(years => years >= finest && (years * (To - From) / (LastYear - FirstYear) >= Label || years == Steps[^1]));
            var round = Enumerable.Range(FirstYear, LastYear - FirstYear).Where(year => year % step == 0 && (year - FirstYear) * 3 > step && (last - year) * 3 > step);
            return new[] { FirstYear, last }.Concat(round).Distinct().Order().Select(year => (year, At(year)));
        }
    }
}
