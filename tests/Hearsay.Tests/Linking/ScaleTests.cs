using System.Diagnostics;
using Hearsay.Claims;
using Hearsay.Linking;

namespace Hearsay.Tests.Linking;

public class ScaleTests
{
    [Fact]
    public void Ten_times_the_documents_take_not_much_more_than_ten_times_as_long()
    {
        EventLinker linker = EventLinker.Load(Path.Combine(AppContext.BaseDirectory, "data"));
        linker.Link(Many(200));
        double few = Seconds(() => linker.Link(Many(400))), many = Seconds(() => linker.Link(Many(4000)));

        // Quadratic growth would be a hundredfold; room is left for a busy machine.
        Assert.True(many < Math.Max(few, 0.05) * 35, $"400 documents {few:F2} s, 4000 documents {many:F2} s");
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

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
