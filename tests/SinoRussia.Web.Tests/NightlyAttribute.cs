using Xunit.v3;

namespace SinoRussia.Web.Tests;

/// <summary>Marks a test that only <c>tests/nightly.sh</c> runs: it fills a disk, measures time, or tries all the cases of which another test tries a few.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class NightlyAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create("When", "nightly")];
}
