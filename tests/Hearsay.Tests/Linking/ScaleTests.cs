using Hearsay.Claims;
using Hearsay.Linking;

namespace Hearsay.Tests.Linking;

public class ScaleTests
{
    [Fact]
    public void Ten_times_the_documents_need_about_ten_times_the_comparisons()
    {
        EventLinker linker = EventLinker.Load(Path.Combine(AppContext.BaseDirectory, "data"));
        long few = linker.Link(Many(400)).ComparedPairs, many = linker.Link(Many(4000)).ComparedPairs;

        // Comparing all with all would be a hundredfold; the window of days and claims makes it about tenfold once it is full.
        Assert.True(few > 0 && many < few * 25, $"400 documents {few} comparisons, 4000 documents {many}");
    }

    private static Reading[] Many(int count)
    {
        Reading[] readings = new Reading[count];
        for (int i = 0; i < count; i++)
        {
            string day = new DateOnly(2022, 3, 1).AddDays(i % 300).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            readings[i] = Report.Of($"d{i}", $"Report {i}: drones attacked the base at Ryazan number {i % 97} on that day, killing {i % 13 + 1} men there. Nobody else was near post {i % 31}.", $"Outlet {i % 40}", day)
                .Claim("drone-strike", "attacked", [$"official:Governor {(char)('A' + i % 26)}ovich"], "the base", "drones", place: Report.Ryazan, when: day)
                .Claim("killed", "killing", target: "men", number: $"{i % 13 + 1} men", place: Report.Ryazan, when: day);
        }
        return readings;
    }
}
