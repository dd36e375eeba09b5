namespace SinoRussia.Essays.Supplements;

/// <summary>What can be beside an essay, each in a file of its own and on a page of its own.</summary>
public enum SupplementKind
{
    Introduction,
    NoteOnTheText,
    Speakers,
    People,
    Timeline,
    Figures,
    Map,
    Parallels,
    Words,
    Since,
    Questions,
    Index,
}
