using Xunit.v3;

namespace SinoRussia.Web.Tests;

/// <summary>Marks a test that only <c>tests/nightly.sh</c> runs: it is slow, needs special rights, or measures time.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class NightlyAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create("When", "nightly")];
}
