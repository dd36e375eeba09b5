using System.Text.RegularExpressions;

namespace SinoRussia.Essays.Tests.Anchors;

/// <summary>Texts of several kinds to be marked and edited, and where their words, sentences and paragraphs are.</summary>
internal static partial class Prose
{
    public const string Russian =
        """
        Река вскрылась рано, и купцы, ждавшие на берегу с самого Рождества, заторопились к лодкам.
        Старший из них, человек осторожный, долго смотрел на лёд. Он говорил, что торопиться некуда: дорога до Кяхты занимает сорок дней, а договор подписан ещё прошлой осенью. Никто его не слушал.
        Чай везли в кожаных мешках, меха — в лубяных коробах. За каждый мешок платили серебром, хотя закон запрещал вывозить серебро за границу.
        Переводчик, родившийся в Пекине и крещённый в Иркутске, знал обе стороны и не верил ни одной. «Мы торгуем не товаром, а терпением», — повторял он по вечерам.
        Весной следующего года граница закрылась. О причинах спорили долго: одни винили чиновников в Урге, другие — неурожай, третьи — неосторожное слово посла.
        Когда через семь лет торговля возобновилась, старых купцов уже не было, а цены выросли втрое. Новые люди приходили без мешков, зато с бумагами и печатями.
        """;

    public const string Chinese =
        """
        冬天来得很早，河面在十月就结了冰。商人们把货物留在岸边，等待雪橇从北方回来。
        老掌柜说，路上要走四十天，急也没有用。年轻的伙计不肯听，他们只想在新年以前回到家乡。
        茶叶装在皮袋里，皮毛放在木箱中。每一袋茶叶都要用白银来付，虽然法律禁止把白银带出边境。
        翻译生在北京，在伊尔库茨克受洗，他懂得两边的话，却不相信任何一边。他常说：我们卖的不是货物，而是耐心。
        第二年春天边境关闭了。有人怪官员，有人怪歉收，也有人怪使者说错了一句话。
        七年以后贸易恢复，老商人都不在了，价钱涨了三倍。新来的人不带皮袋，只带文书和印章。
        """;

    public const string Refrain =
        """
        The ferry leaves at seven from the northern bank, and nobody asks who paid for the rope.
        The river keeps its own accounts.
        Two customs men sit by a stove and count the crates of tea that were counted yesterday.
        The river keeps its own accounts.
        In the spring a surveyor arrives with chains and a letter, and measures the island twice.
        The river keeps its own accounts.
        He finds it smaller than the treaty says; the treaty, he writes, was signed in a dry year.
        The river keeps its own accounts.
        When the ice comes the two garrisons play cards across a line that somebody drew in ash.
        The river keeps its own accounts.
        """;

    /// <summary>The beginning of the essay, with its sections.</summary>
    public static string English { get; } = string.Join('\n', Texts.TheEssay().Blocks.Take(30).Select(block => block.Text));

    /// <summary>The blocks, without the line breaks between them.</summary>
    public static List<Passage> Paragraphs(string text) => Found(Line(), text);

    public static List<Passage> SentencesOf(string text) =>
        [.. Paragraphs(text).SelectMany(p => Sentences.In(new Block("p", [new Essays.Words(text[p.Start..p.End])], p.Start)))];

    /// <summary>Words; in Chinese, characters.</summary>
    public static List<Passage> Words(string text) => Found(Word(), text);

    private static List<Passage> Found(Regex pattern, string text) =>
        [.. pattern.Matches(text).Select(match => new Passage(match.Index, match.Index + match.Length))];

    [GeneratedRegex(@"[^\n]*\S[^\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex Line();

    [GeneratedRegex(@"[\u4e00-\u9fff]|[\w-[\u4e00-\u9fff]]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
