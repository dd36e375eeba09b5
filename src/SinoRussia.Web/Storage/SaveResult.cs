using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>What a save came to: what the change returned, once it is on disk, or why nothing was saved.</summary>
internal readonly record struct SaveResult<T>
{
    private readonly T? value;

    public SaveResult(T value) => this.value = value;

    public SaveResult(Refusal refusal) => Refusal = refusal;

    /// <summary>Why nothing was saved, or <see langword="null"/> when it is on disk.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What the change returned, or else what the refusal is turned into.</summary>
    public T Or(Func<Refusal, T> refused) => Refusal is { } refusal ? refused(refusal) : value!; // the constructor set one of the two
}
