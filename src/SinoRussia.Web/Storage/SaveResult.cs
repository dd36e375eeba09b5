using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>The result of a save: what the change returned, once it is on disk, or why nothing was saved.</summary>
internal readonly record struct SaveResult<T>
{
    private readonly T? value;

    public SaveResult(T value) => this.value = value;

    public SaveResult(Refusal refusal) => Refusal = refusal;

    /// <summary>Why nothing was saved, or <see langword="null"/> if it is on disk.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What the change returned, or the value that <paramref name="refused"/> makes of the refusal.</summary>
    public T Or(Func<Refusal, T> refused) => Refusal is { } refusal ? refused(refusal) : value!; // the constructors set one of the two
}
