using System.Text;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Store;
using Hearsay.Tests.Linking;
using Hearsay.Text;
using Microsoft.Data.Sqlite;
using Record = Hearsay.Store.Record;

namespace Hearsay.Tests.Store;

public sealed class RecordTests : IDisposable
{
    private static readonly DateTimeOffset Received = new(2022, 12, 6, 8, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-record-").FullName;

    private string RecordPath => Path.Combine(folder, "test.record");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_added_is_read_back_whole()
    {
        Reading[] readings = [.. Corpus.Readings];
        using (Record record = Record.OpenOrCreate(RecordPath))
            Assert.Equal(readings.Length, record.AddReadings(readings));

        using Record again = Record.OpenForReading(RecordPath);
        IReadOnlyList<Reading> read = again.Readings();

        Assert.Equal(Lines([.. readings.OrderBy(reading => reading.Document.Id, StringComparer.Ordinal)]), Lines(read));
        Claim before = readings.Single(reading => reading.Document.Key == "a1").Claims[0], after = read.Single(reading => reading.Document.Key == "a1").Claims[0];
        Assert.Equal(before.Trace, after.Trace);
        Assert.Equal(before.Place, after.Place);
        Assert.Equal(before.When, after.When);
        Assert.Equal(before.Sources, after.Sources);
    }

    [Fact]
    public void Same_bytes_twice_add_nothing()
    {
        Reading reading = Report.Of("a", "Drones hit Ryazan.").Claim("drone-strike", "hit", place: Report.Ryazan);
        global::Hearsay.Capture.Capture capture = Of("a", "bytes");
        using Record record = Record.OpenOrCreate(RecordPath);

        Assert.Equal((1, 1), (record.KeepCaptures([capture], Received), record.AddReadings([reading])));
        Problem problem = new("HS1002", "capture", "The file is empty.", "b");
        record.AddProblems([(problem, null)]);
        RecordCounts counts = record.Counts();
        Assert.Equal((0, 0), (record.KeepCaptures([capture, Of("other name", "bytes")], Received.AddDays(1)), record.AddReadings([reading, reading])));
        record.AddProblems([(problem, null)]);

        Assert.Equal(counts, record.Counts());
        Assert.Equal(problem, Assert.Single(record.Problems()));
    }

    [Fact]
    public void A_batch_is_kept_whole_or_not_at_all()
    {
        using Record record = Record.OpenOrCreate(RecordPath);
        Assert.Throws<InvalidOperationException>(() => record.AddReadings(Interrupted()));

        Assert.Equal(0, record.Counts().Documents);
        Assert.Equal(0, record.Counts().Claims);

        static IEnumerable<Reading> Interrupted()
        {
            yield return Report.Of("a", "Drones hit Ryazan.").Claim("drone-strike", "hit");
            throw new InvalidOperationException("stopped in the middle");
        }
    }

    [Fact]
    public void What_was_kept_but_not_read_is_pending()
    {
        global::Hearsay.Capture.Capture pending = Of("a", "bytes of a"), refused = Of("b", "bytes of b");
        using Record record = Record.OpenOrCreate(RecordPath);
        record.KeepCaptures([pending, refused], Received);
        record.AddProblems([(new Problem("HS1007", "capture", "No text.", "b"), refused.Id)]);

        global::Hearsay.Capture.Capture left = Assert.Single(record.PendingCaptures());

        Assert.Equal(pending.Id, left.Id);
        Assert.Equal(pending.Bytes, left.Bytes);
    }

    [Fact]
    public void Verify_names_the_damaged_capture()
    {
        using (Record record = Record.OpenOrCreate(RecordPath))
        {
            record.KeepCaptures([Of("good.html", "as received"), Of("bad.html", "also received")], Received);
            Assert.Empty(record.Verify());
        }
        using (SqliteConnection connection = new($"Data Source={RecordPath};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "UPDATE captures SET bytes = (SELECT bytes FROM captures WHERE key = 'good.html'), size = 11 WHERE key = 'bad.html'";
            command.ExecuteNonQuery();
        }

        using Record damaged = Record.OpenForReading(RecordPath);
        IReadOnlyList<Damage> found = damaged.Verify();
        Assert.NotEmpty(found);
        Assert.All(found, damage => Assert.Equal("bad.html", damage.Key));
    }

    [Fact]
    public void Decisions_follow_an_event_when_it_is_rebuilt()
    {
        EventLinker linker = EventLinker.Load(Path.Combine(AppContext.BaseDirectory, "data"));
        Reading first = Report.Of("a", "Drones hit Ryazan.").Claim("drone-strike", "hit", place: Report.Ryazan, when: "2022-12-05");
        using Record record = Record.OpenOrCreate(RecordPath);
        record.AddReadings([first]);
        Event before = Assert.Single(linker.Link(record.Readings()).Events);
        record.AddReview(before.Members[0].Ref, ReviewState.Confirmed, "editor", null, Received);
        record.AddReadings([Report.Of("b", "UAVs struck Ryazan on Monday, Wire has learned.").Claim("drone-strike", "struck", place: Report.Ryazan, when: "2022-12-05")]);

        Event after = Assert.Single(record.WithReviews(linker.Link(record.Readings()).Events));

        Assert.NotEqual(before.Id, after.Id);
        Assert.Equal(ReviewState.Confirmed, after.Review);
        record.SaveEvents([after]);
        Assert.Equal(1, record.Counts().Events);
    }

    [Fact]
    public void No_record_is_said_clearly() => Assert.Equal("HS6001", Assert.Throws<RecordException>(() => Record.OpenForReading(RecordPath)).Code);

    [Fact]
    public void Other_files_are_refused_and_left_alone()
    {
        File.WriteAllText(RecordPath, "This is a letter, not a database, and it is long enough to have a header of its own, or so one hopes.");
        Assert.Equal("HS6002", Assert.Throws<RecordException>(() => Record.OpenOrCreate(RecordPath)).Code);
        Assert.StartsWith("This is a letter", File.ReadAllText(RecordPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Databases_of_others_and_newer_records_are_refused()
    {
        Make("CREATE TABLE notes(text TEXT)");
        Assert.Equal("HS6002", Assert.Throws<RecordException>(() => Record.OpenOrCreate(RecordPath)).Code);
        File.Delete(RecordPath);
        Record.OpenOrCreate(RecordPath).Dispose();
        Make("PRAGMA user_version = 99");
        Assert.Equal("HS6003", Assert.Throws<RecordException>(() => Record.OpenOrCreate(RecordPath)).Code);

        void Make(string sql)
        {
            using SqliteConnection connection = new($"Data Source={RecordPath};Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    [Fact]
    public void A_record_in_use_is_said_clearly()
    {
        Record.OpenOrCreate(RecordPath).Dispose();
        using SqliteConnection connection = new($"Data Source={RecordPath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        using Record record = Record.OpenOrCreate(RecordPath);

        Assert.Equal("HS6004", Assert.Throws<RecordException>(() => record.KeepCaptures([Of("a", "b")], Received)).Code);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_said_clearly() =>
        Assert.Equal("HS6005", Assert.Throws<RecordException>(() => Record.OpenOrCreate(Path.Combine(folder, "missing", "a.record"))).Code);

    private static global::Hearsay.Capture.Capture Of(string key, string text) => global::Hearsay.Capture.Capture.Of(key, null, "text/plain", Encoding.UTF8.GetBytes(text), "file");

    private static string Lines(IReadOnlyList<Reading> readings)
    {
        System.Buffers.ArrayBufferWriter<byte> lines = new();
        foreach (Reading reading in readings) Hearsay.Publish.ClaimsJson.WriteLine(lines, reading);
        return Encoding.UTF8.GetString(lines.WrittenSpan);
    }
}
