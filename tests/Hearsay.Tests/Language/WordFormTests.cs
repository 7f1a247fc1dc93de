using Hearsay.Text;

namespace Hearsay.Tests.Language;

/// <summary>One spelling for spellings that mean the same word.</summary>
public sealed class WordFormTests
{
    [Theory]
    [InlineData("и\u0306ого", "його")]
    [InlineData("Киі\u0308в", "Київ")]
    [InlineData("еще\u0308", "ещё")]
    [InlineData("за\u0301мок", "замок")]
    [InlineData("об’єкт", "об'єкт")]
    [InlineData("обʼєкт", "об'єкт")]
    [InlineData("п`ять", "п'ять")]
    [InlineData("Бах\u00ADмут", "Бахмут")]
    [InlineData("вiйна", "війна")]
    [InlineData("cолдaт", "солдат")]
    [InlineData("Пyтин", "Путин")]
    [InlineData("IT-компанія", "IT-компанія")]
    [InlineData("HIMARS", "HIMARS")]
    [InlineData("Wagner", "Wagner")]
    [InlineData("Cafe\u0301", "Café")]
    public void Word_is_written_one_way(string raw, string expected) => Assert.Equal(expected, WordForm.Normalize(raw));

    [Fact]
    public void Normalised_form_is_never_longer_and_stays_when_normalised_again()
    {
        foreach (string raw in new[] { "и\u0306и\u0306", "a\u0301\u0301", "👩\u200D🚒", "\u200B", "\u0301", "o’clock" })
        {
            string once = WordForm.Normalize(raw);
            Assert.True(once.Length <= raw.Length);
            Assert.Equal(once, WordForm.Normalize(once));
        }
    }
}
