using Xunit.v3;

namespace SinoRussia.Web.Tests;

/// <summary>A test that <c>tests/nightly.sh</c> runs and the gate does not: it is slow, needs rights, or measures time.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class NightlyAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create("When", "nightly")];
}
