using System.Collections.Immutable;
using System.Globalization;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Citing;

/// <summary>References in the style of a bibliography of the Chicago Manual of Style.</summary>
public static class Chicago
{
    public static ImmutableArray<Inline> Of(CitedPart part)
    {
        var metadata = part.Essay.Metadata;
        var reference = new Builder();
        reference.Names(part.Authors, "");
        reference.Quoted(metadata.Title);
        if (metadata.Publication is { } publication)
        {
            reference.Add(new Styled("em", [new Words(publication)])).Say(metadata.Published is { } published ? $", {published}. " : ". ");
        }
        else if (metadata.Published is { } published)
        {
            reference.Say($"{published}. ");
        }

        if (metadata.Source is { } source)
        {
            reference.Linked(source.AbsoluteUri).Say(". ");
        }

        return reference
            .Say(part.Locator is { } locator ? $"Annotated edition, {locator}, " : "Annotated edition, ")
            .Say($"accessed {part.Accessed.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}, ")
            .Linked(part.Address)
            .Say(".")
            .Build();
    }

    /// <summary>A source; its title is a link to it.</summary>
    public static ImmutableArray<Inline> Of(Source source)
    {
        var reference = new Builder();
        reference.Names(source.Authors, "");
        if (source.Authors.IsEmpty)
        {
            reference.Names(source.Editors, source.Editors.Length > 1 ? "eds" : "ed");
        }

        if (source.IsBook)
        {
            reference.Leading(source.Address, new Styled("em", [new Words(source.Title)])).Say(EndsItself(source.Title) ? " " : ". ");
        }
        else if (source.IsDescribed)
        {
            reference.Leading(source.Address, new Words($"{char.ToUpperInvariant(source.Title[0])}{source.Title[1..]}")).Say(". ");
        }
        else
        {
            reference.Quoted(source.Title, source.Address);
        }

        string[] imprint = [.. new[] { source.Outlet, source.Date?.ToString() }.OfType<string>()];
        return reference.Say(imprint.Length > 0 ? $"{string.Join(", ", imprint)}." : "").Build();
    }

    /// <summary>A reference as plain text.</summary>
    public static string TextOf(ImmutableArray<Inline> reference) => string.Concat(reference.Select(inline => inline.Text));

    private static bool EndsItself(string text) => text[^1] is '.' or '?' or '!';

    private sealed class Builder
    {
        private readonly ImmutableArray<Inline>.Builder inlines = ImmutableArray.CreateBuilder<Inline>();

        public Builder Add(Inline inline)
        {
            inlines.Add(inline);
            return this;
        }

        public Builder Say(string words) => words.Length > 0 ? Add(new Words(words)) : this;

        public Builder Linked(string address) => Add(new Link(address, null, [new Words(address)]));

        public Builder Leading(Uri? address, Inline inline) => Add(address is null ? inline : new Link(address.AbsoluteUri, null, [inline]));

        // The first name is inverted, because lists are sorted by it.
        public void Names(IReadOnlyList<Name> names, string role)
        {
            if (names.Count == 0)
            {
                return;
            }

            string[] forms = [names[0].Inverted, .. names.Skip(1).Select(name => name.Full)];
            var listed = forms.Length == 1 ? forms[0] : $"{string.Join(", ", forms[..^1])}, and {forms[^1]}";
            var all = role.Length > 0 ? $"{listed}, {role}" : listed;
            Say(EndsItself(all) ? $"{all} " : $"{all}. ");
        }

        public void Quoted(string title, Uri? address = null)
        {
            Say("“").Leading(address, new Words(title)).Say(EndsItself(title) ? "” " : ".” ");
        }

        public ImmutableArray<Inline> Build() => inlines.ToImmutable();
    }
}
