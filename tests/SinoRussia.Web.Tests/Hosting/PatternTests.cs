using System.Reflection;
using System.Text.RegularExpressions;
using SinoRussia.Essays;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>All regular expressions of the program. A time limit would throw on a busy machine, and the page would answer 500, so there is none.
/// Instead, each takes linear time: for any input, it looks at each character only a few times.</summary>
public sealed class PatternTests
{
    private static readonly string[] Pieces =
    [
        "[^", "[^a", "[^a b", "[[^", "a", "a-", "-a1", "-abc", "en-", "1", "12.", "&a", "&#a", "`", "</h1", "<", " ", "\t\u200b", "\n", "--a-tint: x", "--a-", "\\", "\"", "+", "%", ":", ". ",
        "import {a, ", "import(\"./a", "export class ", "export const a", " as b} ", "face-", "\ud83f", "2022-", "\ufffe",
    ];

    public static TheoryData<string> Names => [.. All().Select(pattern => pattern.Name)];

    [Fact]
    public void The_test_finds_the_regular_expressions() => Assert.InRange(All().Count(), 15, 60);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pattern_has_no_time_limit_and_finishes_on_long_input(string name)
    {
        var pattern = All().Single(pattern => pattern.Name == name).Pattern;

        Assert.Equal(Regex.InfiniteMatchTimeout, pattern.MatchTimeout);
        foreach (var piece in Pieces)
        {
            // With quadratic time, this would take minutes.
            var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
            Assert.True(pattern.Count(text) <= text.Length);
            Assert.True(pattern.Count($"[^{text}") <= text.Length + 2);
        }
    }

    private static IEnumerable<(string Name, Regex Pattern)> All() =>
        from assembly in new[] { typeof(Program).Assembly, typeof(Essay).Assembly }
        from type in assembly.GetTypes()
        where type.Namespace?.StartsWith("SinoRussia", StringComparison.Ordinal) is true
        from member in type.GetMembers(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        let pattern = member switch
        {
            FieldInfo field when field.FieldType == typeof(Regex) => field.GetValue(null),
            MethodInfo method when method.ReturnType == typeof(Regex) && method.GetParameters().Length == 0 => method.Invoke(null, null),
            _ => null,
        }
        where pattern is Regex
        select ($"{type.Name}.{member.Name}", (Regex)pattern);
}
