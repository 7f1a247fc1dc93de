using Hearsay.Language;
using Hearsay.Text;

namespace Hearsay.Tests.Language;

/// <summary>Military units among the names.</summary>
public sealed class UnitTests
{
    private static readonly Lazy<LanguageCore> Core = new(() => LanguageCore.Load(Path.Combine(AppContext.BaseDirectory, "data", "models")));

    private static IEnumerable<string> UnitsIn(string text)
    {
        var document = new Document { Id = "", Key = "", Body = text, Language = LanguageIdentifier.Identify(text), Blocks = [new Block(new TextSpan(0, text.Length), BlockKind.Paragraph)] };
        TokenTable table = Core.Value.Analyze(document).Tokens;
        return table.Names.Where(name => name.Kind == NameKind.Unit).Select(name => table.SpanOf(name.FirstToken, name.EndToken).Of(text));
    }

    [Theory]
    [InlineData("155-та бригада вийшла з Авдіївки.", "155-та бригада")]
    [InlineData("Бійці 72-ї окремої механізованої бригади тримають оборону.", "72-ї окремої механізованої бригади")]
    [InlineData("Полк «Азов» відбив атаку.", "Полк «Азов»")]
    [InlineData("Бойцы 74-й мотострелковой бригады отказались выполнять приказ.", "74-й мотострелковой бригады")]
    [InlineData("The 155th Separate Guards Brigade lost forty men.", "155th Separate Guards Brigade")]
    public void Numbered_or_named_unit_is_found(string text, string unit) => Assert.Contains(unit, UnitsIn(text));

    [Theory]
    [InlineData("Бригада вийшла з міста.")]
    [InlineData("Рота отказалась идти в бой.")]
    [InlineData("Russian army units left the town.")]
    public void Unit_without_number_or_name_is_no_name(string text) => Assert.Empty(UnitsIn(text));
}
