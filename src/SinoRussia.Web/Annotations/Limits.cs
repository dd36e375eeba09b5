namespace SinoRussia.Web.Annotations;

/// <summary>How much a reader may write, in UTF-16 code units unless stated otherwise. <see cref="AnnotationInput"/> enforces it.</summary>
internal static class Limits
{
    public const int Quote = 12_000;
    public const int Note = 20_000;
    public const int Tags = 20;
    public const int Tag = 64;
    public const int ColourName = 40;

    /// <summary>The other members of a Web Annotation that another program sent, as JSON.</summary>
    public const int OtherMembers = 8_000;

    /// <summary>How many earlier versions of one annotation are stored. The oldest are deleted first.</summary>
    public const int EarlierVersions = 200;
}
