using System.Collections.Immutable;
using System.Globalization;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the figures beside an essay, and checks them against the essay, its sources and their own arithmetic.</summary>
internal static class FiguresParser
{
    public static ImmutableArray<Figure> Read(string yaml, ReferenceResolver references, Faults faults) =>
        [.. YamlEntry.ListIn(yaml, "This figure", faults).Select(entry => Read(entry, references, faults))];

    private static Figure Read(YamlEntry entry, ReferenceResolver references, Faults faults)
    {
        var key = references.Key(entry);
        var kindLine = entry.LineOf("kind");
        var kind = entry.Required("kind");
        if (kind is not ("" or "bars" or "lines"))
        {
            faults.Add(kindLine, $"The 'kind' of a figure is 'bars' or 'lines', not '{kind}'.");
        }

        var figure = new Figure(key, kind == "lines" ? FigureKind.Lines : FigureKind.Bars, entry.Required("title"), entry.Required("unit"), entry.Required("text"))
        {
            Line = entry.Line,
            Along = entry.Required("along"),
            Paragraphs = references.Paragraphs(entry, "paragraphs"),
            Under = references.Paragraphs(entry, "under").FirstOrDefault(),
            Series = [.. entry.Entries("series", "This series").Select(series => ReadSeries(series, references, faults))],
        };
        entry.RefuseTheRest();
        if (figure.Series.IsEmpty || figure.Series.Any(series => series.Values.IsEmpty || !series.Values.Select(value => value.At).SequenceEqual(figure.Points, StringComparer.Ordinal)))
        {
            faults.Add(entry.Line, "This figure needs series, and all of them with values at the same points.");
        }

        return figure;
    }

    private static Series ReadSeries(YamlEntry entry, ReferenceResolver references, Faults faults)
    {
        var series = new Series(entry.Required("name"), [.. entry.Entries("values", "This value").Select(value => ReadValue(value, references, faults))]);
        entry.RefuseTheRest();
        return series;
    }

    private static FigureValue ReadValue(YamlEntry entry, ReferenceResolver references, Faults faults)
    {
        var amount = Amount(entry, "value", faults);
        var (part, whole) = (Amount(entry, "part", faults), Amount(entry, "whole", faults));
        var gap = entry.Optional("gap");
        var note = entry.Optional("note");
        var value = new FigureValue(entry.Required("at"), amount)
        {
            IsDerived = part is not null,
            IsPartial = entry.Optional("partial") == "true",
            Remark = gap ?? (part is null ? note : $"{Plain(part)} of {Plain(whole)}{(note is null ? "" : $", {note}")}"),
            Sources = references.Sources(entry, "sources"),
        };
        entry.RefuseTheRest();
        CheckBasis(entry.Line, value, gap, faults);
        CheckShare(entry.Line, amount, part, whole, faults);
        return value;
    }

    // Every value needs a source, and every gap an explanation.
    private static void CheckBasis(int line, FigureValue value, string? gap, Faults faults)
    {
        if ((value.Amount is null) == (gap is null))
        {
            faults.Add(line, "This value needs either a 'value' or a 'gap' that says why there is none.");
        }
        else if (value.Amount is not null && value.Sources.IsEmpty)
        {
            faults.Add(line, "This value has no 'sources'.");
        }
    }

    private static void CheckShare(int line, decimal? amount, decimal? part, decimal? whole, Faults faults)
    {
        if ((part is null) != (whole is null) || whole == 0)
        {
            faults.Add(line, "A derived share needs both a 'part' and a 'whole'.");
        }
        else if (amount is { } share && part is { } one && whole is { } all
            && Math.Round(100 * one / all, 1, MidpointRounding.AwayFromZero) is var right && right != share)
        {
            faults.Add(line, $"The share of {Plain(one)} in {Plain(all)} is {Plain(right)}, not {Plain(share)}.");
        }
    }

    // Far above what any source counts. Larger numbers would overflow in the arithmetic of shares.
    private const decimal Largest = 1_000_000_000_000_000;
    private const int MostDecimals = 6;

    private static decimal? Amount(YamlEntry entry, string name, Faults faults)
    {
        var line = entry.LineOf(name);
        if (entry.Optional(name) is not { } text)
        {
            return null;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            faults.Add(line, $"'{text}' is not a number such as 19.0.");
        }
        else if (amount > Largest || amount.Scale > MostDecimals)
        {
            faults.Add(line, $"'{text}' has more digits than can be drawn: at most 15 before the point and {MostDecimals} after it.");
        }
        else
        {
            return amount;
        }

        return null;
    }

    private static string Plain(decimal? amount) => amount?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "";
}
