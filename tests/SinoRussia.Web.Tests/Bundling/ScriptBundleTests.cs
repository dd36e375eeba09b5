using Jint;
using Jint.Native;
using SinoRussia.Bundler.Scripts;

namespace SinoRussia.Web.Tests.Bundling;

/// <summary>A bundle behaves like its modules.</summary>
public sealed class ScriptBundleTests
{
    [Theory]
    [InlineData("names that two modules share", "import { f } from './a.js'; const x = 1; log(x, f());", "const x = 2; export function f() { return x; }")]
    [InlineData("other names", "import { a as b, a as c } from './a.js'; log(b, c);", "const x = 5; export { x as a };")]
    [InlineData("a name that shadows another", "import { x } from './a.js'; function f(a, b) { { let x = a; log(x); } return x + b; } log(f(3, 4), (x => x)(7));", "export const x = 1;")]
    [InlineData("a name that only the browser knows", "import { a } from './a.js'; log(a, typeof b, typeof c, Math.max(1, 2));", "export const a = 1;")]
    [InlineData("shorthand properties", "import { x } from './a.js'; const o = { x, y: x }; const { y, z = x, ...rest } = o; ({ x: o.w } = o); log(o.x, y, z, rest.x, o.w);", "export const x = 3;")]
    [InlineData("default values that use names shadowed in the body", "import { x } from './a.js'; function f(a = x, b = () => a) { var x = 2; var a; return [a, b(), x]; } log(...f());", "export const x = 1;")]
    [InlineData("named expressions", "import { x } from './a.js'; const f = function g(n) { return n ? n * g(n - 1) : x; }; const C = class D { static s = () => D.t; static t = 4; }; log(f(3), C.s());", "export const x = 1; const g = 0, D = 0;")]
    [InlineData("classes", "import { C } from './a.js'; log(new C(2).x, new C(3).y(), C.z, 'x' in new C(1));", "const x = 10; export class C { #p = x; x; static z = x; static { this.z++; } constructor(x) { this.x = x; } y() { return this.#p + this['x']; } get [`w${x}`]() { return 1; } }")]
    [InlineData("catch, labels, loops, switch", "import { x } from './a.js'; outer: for (const i of [1, 2, 3]) { for (let x in { a: 1 }) { if (i == 2) continue outer; log(i, x); } } try { throw { x: 9 }; } catch ({ x }) { log(x); } switch (x) { case 1: let x = 5; log(x); }", "export const x = 1;")]
    [InlineData("lines without semicolons", "import { x } from './a.js'\nlet a = x\nlet b = a\n++a\nlog(a, b)\nconst f = () => {\n  return\n  1\n}\nlog(f())\ndo a--; while (a > 0)\nlog(a)\nclass C { p = 1\n q = 2 }\nlog(new C().q)", "export const x = 1\nexport default class {}")]
    [InlineData("operators that need a space", "import { x } from './a.js'; log(x + +x, x - -x, x + ++[1][0], 1 .toFixed(1), 1..toFixed(1), x in { 1: 0 }, /1/ instanceof RegExp, typeof/1/, 4 / /2/.source, `a ${x}  b`, `${x}${x}`);", "export const x = 1;")]
    [InlineData("empty statements and holes", "import { x } from './a.js'; if (x); else log(0); for (let i = 0; i < 2; i++); log([1,,].length, [,].length, [1, 2,].length, Math.max(1, 2,));", "export const x = 1;")]
    [InlineData("a default export that is a value", "import d, { e } from './a.js'; log(d, e);", "export default 1 + 2; export const e = 4;")]
    [InlineData("a default export without a name", "import d from './a.js'; log(d(3));", "export default function (x) { return x + 1; }")]
    [InlineData("a default export with a name", "import d from './a.js'; log(d(3));", "export default function d(x) { return x ? d(x - 1) : 7; }")]
    [InlineData("a name that changes", "import { n, add } from './a.js'; add(); add(); log(n);", "export let n = 0; export function add() { n++; }")]
    [InlineData("re-exports", "import { x, y, z } from './a.js'; log(x, y, z);", "export * from './b.js'; export { w as y } from './b.js'; export const z = 3;", "export const x = 1; export const w = 2; export default 5;")]
    [InlineData("the order of modules", "log('entry'); import './a.js'; import './b.js';", "import './b.js'; log('a');", "log('b');")]
    [InlineData("a circle", "import { f } from './a.js'; log(f());", "import { g } from './b.js'; export function f() { return g() + 1; } log('a');", "import { f } from './a.js'; export function g() { return 1; } log('b', typeof f);")]
    [InlineData("a late part that shares a module", "import { add, n } from './a.js'; add(); log(n); import('./b.js').then(({ late, default: d, n: m }) => log(late(), d, n, m));", "export let n = 0; export const add = () => ++n;", "import { add as plus } from './a.js'; export { n } from './a.js'; export const late = () => plus(); export default 'd';")]
    [InlineData("what only late parts share", "log('entry'); import('./a.js').then(({ a }) => log(a())); import('./b.js').then(({ b }) => log(b()));", "import { add } from './c.js'; import './d.js'; export const a = () => add('a');", "import { add, n as e } from './c.js'; export const b = () => add('b') + e;")]
    [InlineData("a name of the script and the same short name in a shared file", "export const x = 1, y = 2; log(x); import('./a.js').then(({ a }) => log(a)); import('./b.js').then(({ b }) => log(b));", "import { x } from './entry.js'; import { add } from './c.js'; export const a = add(x);", "import { y } from './entry.js'; import { add, n } from './c.js'; export const b = add(y) + n;")]
    [InlineData("a part of a part", "import('./a.js').then(({ open }) => open()).then(log);", "export const open = async () => (await import('./b.js')).b;", "const b = 'deep'; export { b };")]
    public void A_bundle_behaves_like_its_modules(string what, string entry, string a, string b = "")
    {
        var sources = new Sources(("entry.js", entry), ("a.js", a), ("b.js", b), ("c.js", "import './d.js'; export let n = 0; export const add = word => word + ++n;"), ("d.js", "log('once');"));

        var bundle = ScriptBundle.Make("entry.js", sources.Read);

        var expected = Run(sources.Files, "entry.js");
        Assert.NotEmpty(expected);
        Assert.True(expected == Run(bundle.Files, $"entry.{bundle.Fingerprint}.js"), $"{what}: {string.Join('\n', bundle.Files.Values)}");
        Assert.DoesNotContain(bundle.Files.Values, text => text.Contains("  ", StringComparison.Ordinal) && !entry.Contains("  b`", StringComparison.Ordinal));
    }

    [Fact]
    public void Shared_modules_are_included_once_and_late_parts_are_separate()
    {
        var sources = new Sources(
            ("entry.js", "import './common.js';\nimport(\"./notes/late.js\");"),
            ("common.js", "export const shared = 'shared words'; // a comment"),
            ("notes/late.js", "import { shared } from '../common.js';\nexport const late = shared + 'late words';"));

        var bundle = ScriptBundle.Make("entry.js", sources.Read);

        Assert.Equal([$"entry.{bundle.Fingerprint}.js", $"notes-late.{bundle.Fingerprint}.js"], bundle.Files.Keys);
        Assert.Single(bundle.Files.Values, text => text.Contains("shared words", StringComparison.Ordinal));
        Assert.DoesNotContain("late words", bundle.Files[$"entry.{bundle.Fingerprint}.js"]);
        Assert.DoesNotContain(bundle.Files.Values, text => text.Contains("comment", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_late_parts_need_is_not_in_the_script()
    {
        var sources = new Sources(
            ("entry.js", "import(\"./one.js\"); import(\"./two.js\");"),
            ("one.js", "import { own } from './own.js'; import { shared } from './shared.js'; export const one = own + shared;"),
            ("two.js", "import { shared } from './shared.js'; export const two = shared;"),
            ("own.js", "export const own = 'own words';"),
            ("shared.js", "export const shared = 'shared words';"));

        var bundle = ScriptBundle.Make("entry.js", sources.Read);

        Assert.Equal(["entry", "shared", "one", "two"], bundle.Files.Keys.Select(name => name.Split('.')[0]));
        Assert.Equal(["one"], FilesWith("own words"));
        Assert.Equal(["shared"], FilesWith("shared words"));

        IEnumerable<string> FilesWith(string words) => bundle.Files.Where(file => file.Value.Contains(words, StringComparison.Ordinal)).Select(file => file.Key.Split('.')[0]);
    }

    [Fact]
    public void The_fingerprint_changes_only_with_the_output()
    {
        static string Of(string text) => ScriptBundle.Make("entry.js", new Sources(("entry.js", "import './a.js';"), ("a.js", text)).Read).Fingerprint;

        Assert.Equal(Of("log(1);"), Of("// new\nlog( 1 )"));
        Assert.NotEqual(Of("log(1);"), Of("log(2);"));
    }

    private static string Run(IReadOnlyDictionary<string, string> files, string entry)
    {
        var said = new List<string>();
        using var engine = new Engine(options => options.EnableModules(new Loader(files)));
        engine.SetValue("log", (params JsValue[] values) => said.Add(string.Join(' ', values.Select(value => value.ToString()))));
        engine.Modules.Import($"./{entry}");
        engine.Advanced.ProcessTasks();
        return string.Join('\n', said);
    }

    private sealed class Loader(IReadOnlyDictionary<string, string> files) : Jint.Runtime.Modules.ModuleLoader
    {
        public override Jint.Runtime.Modules.ResolvedSpecifier Resolve(string? referencingModuleLocation, Jint.Runtime.Modules.ModuleRequest moduleRequest) =>
            new(moduleRequest, Path.GetFileName(moduleRequest.Specifier), null, Jint.Runtime.Modules.SpecifierType.RelativeOrAbsolute);

        protected override string LoadModuleContents(Engine engine, Jint.Runtime.Modules.ResolvedSpecifier resolved) => files[resolved.Key];
    }
}
