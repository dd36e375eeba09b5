using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>A part of the essay with a page of its own.</summary>
internal sealed record Place(string Id, string Name, string Path, string Title, string Text, Card Card);
