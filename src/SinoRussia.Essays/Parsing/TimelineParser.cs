using System.Collections.Immutable;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the list of events beside an essay, and checks it against the essay and its sources.</summary>
internal static class TimelineParser
{
    /// <returns>The events in the order of their dates.</returns>
    public static ImmutableArray<TimelineEvent> Read(string yaml, ReferenceResolver references, Faults faults)
    {
        var read = YamlEntry.ListIn(yaml, "This event", faults).Select(entry => (Event: Read(entry, references, faults), entry.Line)).ToList();
        var events = read.OrderBy(one => one.Event.Date).ToList();
        for (var i = 2; i < events.Count; i++)
        {
            var period = events[i].Event.Period;
            if (period != events[i - 1].Event.Period && events.Take(i - 1).Any(earlier => earlier.Event.Period == period))
            {
                faults.Add(events[i].Line, $"Events of another period are between those of the period '{period}'.");
            }
        }

        return [.. events.Select(one => one.Event)];
    }

    private static TimelineEvent Read(YamlEntry entry, ReferenceResolver references, Faults faults)
    {
        var key = references.Key(entry);
        var happened = new TimelineEvent(key, entry.RequiredDate("date"), entry.Required("title"), entry.Required("text"))
        {
            Line = entry.Line,
            Period = entry.Required("period"),
            Paragraphs = references.Paragraphs(entry, "paragraphs"),
            Sources = references.Sources(entry, "sources"),
            IsEditors = entry.Flag("editors"),
            IsUnverified = entry.Optional("status") == "not verified",
        };
        entry.RefuseTheRest();
        if (happened.Paragraphs.IsEmpty && !happened.IsEditors)
        {
            faults.Add(entry.Line, "This event has no 'paragraphs' that speak of it. If the essay does not mention it, write 'editors: true'.");
        }

        return happened;
    }
}
