using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>A creation with the id of an annotation that the reader already has. Sending the same creation twice makes one annotation: the first
/// answer may have been lost while the reader kept writing.</summary>
internal static class RepeatedCreation
{
    public static Outcome Of(Annotation existing, Target target, AnnotationContent requested, DateTimeOffset now)
    {
        if (existing.Target.Quote.Exact != target.Quote.Exact)
        {
            return new Outcome.Refused(Refusal.IdTaken);
        }

        if (existing.HasContent(requested))
        {
            return new Outcome.Saved(existing);
        }

        if (existing.Version > 1)
        {
            return new Outcome.Refused(Refusal.IdTaken);
        }

        existing.Change(requested, now, isKept: true);
        return new Outcome.Saved(existing);
    }
}
