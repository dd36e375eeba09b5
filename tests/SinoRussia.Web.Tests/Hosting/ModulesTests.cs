using SinoRussia.Web.Bundling;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>Modules joined into one script: each once, after what it imports, and in a part of its own what is needed late.</summary>
public sealed class ModulesTests
{
    [Fact]
    public void A_module_comes_once_and_after_what_it_imports()
    {
        var script = Join(
            ("entry", "import { one } from \"./first.js\";\nimport { two } from \"./second-one.js\";\none(two);\n"),
            ("second-one", "import { one } from \"./first.js\";\nexport const two = one();\n"),
            ("first", "export async function one() {}\nfunction two() {}\n"))["entry"];

        Assert.Equal(
            """
            const $first = (() => {
            async function one() {}
            function two() {}

            return { one };
            })();
            const $second_one = (() => {
            const { one } = $first;
            const two = one();

            return { two };
            })();
            const $entry = (() => {
            const { one } = $first;
            const { two } = $second_one;
            one(two);

            return {  };
            })();

            """,
            script);
    }

    [Fact]
    public void A_part_takes_from_the_main_script_what_both_need()
    {
        var scripts = Join(
            ("entry", "import \"./used.js\";\nasync () => (await import(\"./late.js\")).begin();\n"),
            ("used", "export function used() {}\n"),
            ("needed", "export const needed = 1;\n"),
            ("late", "import { needed } from \"./needed.js\";\nimport { used } from \"./used.js\";\nexport function begin() {}\n"));

        Assert.Equal("import { $needed, $used } from \"./entry.1.js\";\nconst { needed } = $needed;\nconst { used } = $used;\nexport function begin() {}\n", scripts["late"]);
        Assert.Contains("import(\"./late.1.js\")", scripts["entry"]);
        Assert.Contains("const $needed = ", scripts["entry"]);
        Assert.EndsWith("export { $needed, $used };\n", scripts["entry"]);
    }

    [Theory]
    [InlineData("import * as all from \"./other.js\";")]
    [InlineData("import { a as b } from \"./other.js\";")]
    [InlineData("import other from \"./other.js\";")]
    [InlineData("export default 1;")]
    [InlineData("export let changing = 1;")]
    [InlineData("export { a };")]
    [InlineData("import(`./${name}.js`);")]
    [InlineData("import \"./entry.js\";")]
    [InlineData("import \"./other.js\";\nimport(\"./other.js\");")]
    public void What_is_not_understood_is_refused(string module) =>
        Assert.Throws<NotSupportedException>(() => Join(("entry", module), ("other", "")));

    private static IReadOnlyDictionary<string, string> Join(params (string Name, string Text)[] modules)
    {
        var texts = modules.ToDictionary(module => module.Name, module => module.Text, StringComparer.Ordinal);
        return Modules.Join("entry", name => texts[name], name => $"{name}.1.js");
    }
}
