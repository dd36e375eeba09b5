using CsCheck;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Tests.SignIn;

public sealed class CodeTextTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<string> Codes = Gen.Const(0).Select(_ => CodeText.Create());

    [Fact]
    public void A_code_has_24_characters_in_six_groups_and_is_valid() => Codes.Sample(code =>
        CodeText.IsValid(code) && CodeText.Grouped(code).Split('-') is { Length: 6 } groups && groups.All(group => group.Length == 4) && CodeText.Normal(CodeText.Grouped(code)) == code);

    [Fact]
    public void Every_single_wrong_character_is_found() => Codes.Sample(code =>
        Enumerable.Range(0, code.Length).All(at => Alphabet.Where(c => c != code[at]).All(wrong => !CodeText.IsValid(code[..at] + wrong + code[(at + 1)..]))), iter: 50);

    [Fact]
    public void Every_two_characters_that_changed_places_are_found() => Codes.Sample(code =>
        (from one in Enumerable.Range(0, code.Length)
         from other in Enumerable.Range(0, one)
         where code[one] != code[other]
         select Swapped(code, one, other)).All(swapped => !CodeText.IsValid(swapped)), iter: 50);

    [Fact]
    public void A_code_may_be_typed_as_people_type() => Codes.Sample(code =>
    {
        string[] ways =
        [
            code.ToLowerInvariant(),
            $"  {CodeText.Grouped(code).Replace('-', ' ')}\n",
            CodeText.Grouped(code).Replace('-', '–'),
            CodeText.Grouped(code).Replace("-", " \u00A0", StringComparison.Ordinal),
            code.Replace('0', 'O').Replace('1', 'I'),
            code.Replace('0', 'o').Replace('1', 'l'),
        ];
        Assert.All(ways, typed => Assert.Equal(code, CodeText.Normal(typed)));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("UUUU-UUUU-UUUU-UUUU-UUUU-UUUU")]
    [InlineData("ßßßß-ßßßß-ßßßß-ßßßß-ßßßß-ßßßß")]
    [InlineData("𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎")]
    [InlineData("00000000000000000000000000")]
    public void Something_else_is_no_code(string? typed) => Assert.False(CodeText.IsValid(CodeText.Normal(typed)));

    [Fact]
    public void Any_text_can_be_typed() => Gen.String.Sample(typed => CodeText.IsValid(CodeText.Normal(typed)) == false);

    [Fact]
    public void All_characters_occur_and_no_two_codes_are_the_same()
    {
        var codes = Enumerable.Range(0, 500).Select(_ => CodeText.Create()).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Equal(Alphabet, string.Concat(codes.SelectMany(code => code).Distinct().Order()));
    }

    [Fact]
    public void The_hash_covers_all_but_the_selector()
    {
        var code = CodeText.Create();

        Assert.Equal(8, CodeText.SelectorOf(code).Length);
        Assert.Equal(CodeText.HashOf(code), CodeText.HashOf("XXXXXXXX" + code[8..]));
        Assert.NotEqual(CodeText.HashOf(code), CodeText.HashOf(code[..^1] + (code[^1] == '0' ? '1' : '0')));
    }

    private static string Swapped(string code, int one, int other)
    {
        var letters = code.ToCharArray();
        (letters[one], letters[other]) = (letters[other], letters[one]);
        return new string(letters);
    }
}
