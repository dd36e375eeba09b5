namespace SinoRussia.Web.Storage;

/// <param name="Message">What is wrong and what to do about it.</param>
/// <param name="IsLasting">Whether only a person can fix it. Then a later save that succeeds does not clear it.</param>
internal sealed record StorageProblem(string Message, bool IsLasting = false)
{
    /// <summary>The data folder cannot be created or written to. The log gives the path.</summary>
    public static readonly StorageProblem Unwritable = new(
        "The data folder cannot be created or written to: readers' notes can be neither read nor saved. Give the process the right to write there, or set Data:Folder (Data__Folder in the environment) to a folder where it has that right. The site tries again every few seconds.");
}
