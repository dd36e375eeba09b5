using SinoRussia.Bundler;
using SinoRussia.Bundler.Scripts;
using SinoRussia.Bundler.Styles;

namespace SinoRussia.Web.Tests.Bundling;

/// <summary>Errors in sources are reported with file and line.</summary>
public sealed class BrokenSourcesTests
{
    [Theory]
    [InlineData("const a = ;", "a.js", 1, 11, "Unexpected token")]
    [InlineData("\nimport './nowhere.js';", "a.js", 2, 8, "leads nowhere")]
    [InlineData("import 'lodash';", "a.js", 1, 8, "./ or ../")]
    [InlineData("import { missing } from './b.js';", "a.js", 1, 10, "does not export missing")]
    [InlineData("import missing from './b.js';", "a.js", 1, 8, "does not export default")]
    [InlineData("export { missing } from './b.js';", "a.js", 1, 10, "does not export missing")]
    [InlineData("import('./nowhere.js');", "a.js", 1, 8, "leads nowhere")]
    [InlineData("import(`./b.js`);", "a.js", 1, 1, "in quotes")]
    [InlineData("import './b.js';\nimport('./b.js');", "a.js", 2, 8, "comes at once")]
    [InlineData("import './b.js';\nimport('./entry.js');", "a.js", 2, 8, "comes at once")]
    [InlineData("export const a = 1;\nexport { a };", "a.js", 2, 10, "export")]
    [InlineData("export { a };", "a.js", 1, 10, "a")]
    [InlineData("import * as all from './b.js';", "a.js", 1, 8, "import *")]
    [InlineData("export * as all from './b.js';", "a.js", 1, 1, "export * as")]
    [InlineData("import { b } from './b.js';\nb = 2;", "a.js", 2, 1, "only its own module")]
    [InlineData("import { b } from './b.js';\n({ c: [b] } = { c: [1] });", "a.js", 2, 8, "only its own module")]
    [InlineData("import { b } from './b.js'; b++;", "a.js", 1, 29, "only its own module")]
    [InlineData("await 1;", "a.js", 1, 1, "await")]
    [InlineData("for await (const a of []);", "a.js", 1, 1, "await")]
    [InlineData("import.meta;", "a.js", 1, 1, "import.meta")]
    [InlineData("eval('b');", "a.js", 1, 1, "eval")]
    [InlineData("import b from './b.js' with { type: 'json' };", "a.js", 1, 15, "attributes")]
    [InlineData("let a; let a;", "a.js", 1, 12, "a")]
    [InlineData("/(/;", "a.js", 1, 3, "regular expression")]
    [InlineData("\r\nimport './nowhere.js';", "a.js", 2, 8, "leads nowhere")]
    [InlineData("import { a } from './a.js'; export { a };", "a.js", 1, 10, "circle")]
    [InlineData("export { a } from './a.js';", "a.js", 1, 10, "does not export a")]
    [InlineData("import { c } from './a.js'; export * from './a.js';", "a.js", 1, 10, "does not export c")]
    [InlineData("export { d } from './d.js';", "d2.js", 1, 10, "circle")]
    [InlineData("export { e } from './e.js';", "e2.js", 1, 10, "does not export e")]
    public void A_module_that_cannot_be_bundled_is_reported(string a, string file, int line, int column, string reason)
    {
        var sources = new Sources(("entry.js", "import './a.js';"), ("a.js", a), ("b.js", "export const b = 1;"),
            ("d.js", "import { d } from './d2.js'; export { d };"), ("d2.js", "import { d } from './d.js'; export { d };"),
            ("e.js", "export { e } from './e2.js';"), ("e2.js", "export { e } from './e.js';"));

        var fault = Assert.Throws<BundleException>(() => ScriptBundle.Make("entry.js", sources.Read));

        Assert.Contains(reason, fault.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((file, line, column), (Path.GetFileName(fault.File), fault.Line, fault.Column));
        Assert.StartsWith($"{fault.File}({line},{column}): error BUNDLE: ", fault.Message);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("(", ")")]
    [InlineData("a+", "a")]
    [InlineData("{", "}")]
    public void A_module_that_is_nested_too_deeply_is_reported(string open, string close)
    {
        var nested = $"{string.Concat(Enumerable.Repeat(open, 200_000))}{string.Concat(Enumerable.Repeat(close, close == "a" ? 1 : 200_000))}";

        var fault = Assert.Throws<BundleException>(() => ScriptBundle.Make("entry.js", new Sources(("entry.js", nested)).Read));

        Assert.Equal(("entry.js", 1), (Path.GetFileName(fault.File), fault.Line));
    }

    [Fact]
    public void An_entry_that_cannot_be_read_is_reported()
    {
        var script = Assert.Throws<BundleException>(() => ScriptBundle.Make("nowhere.js", new Sources().Read));
        var sheet = Assert.Throws<BundleException>(() => StylesheetBundle.Make(Path.GetTempPath(), File.ReadAllText)); // a folder

        Assert.Equal(("nowhere.js", 1, 1), (Path.GetFileName(script.File), script.Line, script.Column));
        Assert.Equal((Path.GetTempPath(), 1, 1), (sheet.File, sheet.Line, sheet.Column));
    }

    [Theory]
    [InlineData("@import \"a.css\";\n@import \"nowhere.css\";", "", "list.css", 2, "leads nowhere")]
    [InlineData("/* All */\nbody { margin: 0 }", "", "list.css", 2, "nothing else")]
    [InlineData("@import \"a.css\";", "a { }\n@import \"b.css\";", "a.css", 2, "may import")]
    [InlineData("@import \"a.css\";", "a { b }\n", "a.css", 1, "")]
    public void A_stylesheet_that_cannot_be_bundled_is_reported(string list, string a, string file, int line, string reason)
    {
        var fault = Assert.Throws<BundleException>(() => StylesheetBundle.Make("list.css", new Sources(("list.css", list), ("a.css", a)).Read));

        Assert.Contains(reason, fault.Reason);
        Assert.Equal((file, line), (fault.File, fault.Line));
    }
}
