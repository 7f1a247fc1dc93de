using Hearsay.Text;

namespace Hearsay.Tests.Golden;

/// <summary>What a reading says about what it could not do.</summary>
public sealed class WarningTests
{
    [Fact]
    public void A_village_that_no_gazetteer_has_is_told_with_the_command_that_may_help()
    {
        Document document = Engines.DocumentOf("Two civilians were killed in the village of Qoshtarlyky in the Kharkiv region on Monday, the governor said.", LanguageCode.English, new DateOnly(2024, 5, 15));

        Problem warning = Assert.Single(Engines.BuiltIn.Read(document).Problems);

        Assert.Equal(("HS3001", "places", false), (warning.Code, warning.Stage, warning.IsError));
        Assert.Contains("Qoshtarlyky", warning.Message, StringComparison.Ordinal);
        Assert.EndsWith("hearsay places add UA.", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_that_is_not_read_is_told()
    {
        Document document = Engines.DocumentOf("Am Montag wurden in der Stadt zwei Menschen bei einem Angriff getötet, teilte der Gouverneur mit.", LanguageCode.Other);

        Assert.Equal("HS2001", Assert.Single(Engines.BuiltIn.Read(document).Problems).Code);
    }
}
