using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.SignIn;

/// <summary>Makes this browser one of a reader's. What it had before comes along, and that can be undone for a day.</summary>
internal sealed class SignIns
{
    /// <summary>Signs this browser in. It gets a new session and a new cookie; the cookie that it had is no longer valid.</summary>
    /// <param name="reader">Who signs in, by a proof that the caller has checked.</param>
    public Task<SignInOutcome> SignInAsync(Guid reader, CancellationToken cancellation) => throw new NotImplementedException();
}

/// <summary>The result of signing in.</summary>
/// <param name="Refusal">Why not, or <see langword="null"/>.</param>
/// <param name="Join">The id of the join that can be undone, if this browser had notes of its own; otherwise <see langword="null"/>.</param>
/// <param name="Annotations">How many notes and highlights of its own came along.</param>
internal sealed record SignInOutcome(Refusal? Refusal, Guid? Join = null, int Annotations = 0);
