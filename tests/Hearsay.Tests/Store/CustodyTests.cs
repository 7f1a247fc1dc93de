using System.Text;
using Hearsay.Store;
using Microsoft.Data.Sqlite;
using Record = Hearsay.Store.Record;

namespace Hearsay.Tests.Store;

public sealed class CustodyTests : IDisposable
{
    private static readonly DateTimeOffset Received = new(2022, 12, 6, 8, 0, 0, TimeSpan.Zero);
    private const string Unlocked = "DROP TRIGGER custody_unchanged; DROP TRIGGER custody_kept; ";
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-custody-").FullName;

    private string RecordPath => Path.Combine(folder, "test.record");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_capture_has_an_entry_and_the_chain_holds()
    {
        using Record record = Kept();
        Assert.Empty(record.Verify());
        string head = record.CustodyHead();
        Assert.StartsWith("sha256:", head, StringComparison.Ordinal);
        record.KeepCaptures([Of("d.html", "fourth")], Received.AddDays(1));
        Assert.Empty(record.Verify());
        Assert.NotEqual(head, record.CustodyHead());
        Assert.True(record.HasCustody(head));
    }

    [Fact]
    public void The_same_captures_give_the_same_log_in_one_batch_or_three()
    {
        string whole;
        using (Record record = Kept()) whole = record.CustodyHead();
        using Record parts = Record.OpenOrCreate(Path.Combine(folder, "parts.record"));
        foreach ((string key, string text) in Texts) parts.KeepCaptures([Of(key, text), Of(key, text)], Received);
        Assert.Equal(whole, parts.CustodyHead());
    }

    [Theory]
    [InlineData("DELETE FROM custody WHERE number = 1", "custody log, entry 1", "removed")]
    [InlineData("DELETE FROM custody WHERE number = 2", "custody log, entry 2", "removed")]
    [InlineData("DELETE FROM custody WHERE number = 3", "c.html", "no entry")]
    [InlineData("DELETE FROM custody", "a.html", "no entry")]
    [InlineData("DELETE FROM captures WHERE key = 'b.html'", "b.html", "is gone")]
    [InlineData("UPDATE custody SET url = 'https://example.org/x' WHERE number = 2", "custody log, entry 2", "its hash no longer fits")]
    [InlineData("UPDATE custody SET hash = 'sha256:0' WHERE number = 2", "custody log, entry 3", "does not follow")]
    [InlineData("UPDATE captures SET received = '2022-12-07T08:00:00Z' WHERE key = 'b.html'", "b.html", "differs from entry 2")]
    [InlineData("DELETE FROM custody WHERE number = 2; UPDATE custody SET number = 2 WHERE number = 3", "custody log, entry 2", "does not follow")]
    public void A_changed_or_removed_line_is_named(string crime, string key, string reason)
    {
        Kept().Dispose();
        Execute(Unlocked + crime);
        using Record record = Record.OpenForReading(RecordPath);
        Assert.Contains(record.Verify(), damage => damage.Key == key && damage.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_single_flipped_bit_of_a_capture_is_found()
    {
        Kept().Dispose();
        byte[] packed = (byte[])Scalar("SELECT bytes FROM captures WHERE key = 'b.html'")!;
        for (int bit = 0; bit < packed.Length * 8; bit++)
        {
            byte[] flipped = [.. packed];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Execute("UPDATE captures SET bytes = $bytes WHERE key = 'b.html'", flipped);
            using Record record = Record.OpenForReading(RecordPath);
            IReadOnlyList<Damage> found = record.Verify();
            Assert.NotEmpty(found);
            Assert.All(found, damage => Assert.Equal("b.html", damage.Key));
        }
    }

    [Fact]
    public void The_log_is_only_added_to()
    {
        Kept().Dispose();
        Assert.Throws<SqliteException>(() => Execute("DELETE FROM custody"));
        Assert.Throws<SqliteException>(() => Execute("UPDATE custody SET at = ''"));
    }

    [Fact]
    public void A_removed_end_shows_against_a_hash_noted_elsewhere()
    {
        string noted;
        using (Record record = Kept()) noted = record.CustodyHead();
        Execute(Unlocked + "DELETE FROM custody WHERE number = 3; DELETE FROM captures WHERE key = 'c.html'");
        using Record cut = Record.OpenForReading(RecordPath);
        Assert.Empty(cut.Verify());
        Assert.False(cut.HasCustody(noted));
    }

    [Fact]
    public void A_record_from_before_the_log_gets_entries_that_say_so()
    {
        Kept().Dispose();
        Execute(Unlocked + "DROP TABLE custody; DROP TABLE addresses; DROP TABLE watched; ALTER TABLE captures DROP COLUMN exchange; PRAGMA user_version = 1");
        using (Record record = Record.OpenOrCreate(RecordPath)) Assert.Empty(record.Verify());
        Assert.Equal("3 found", Scalar("SELECT count(*) || ' ' || min(action) FROM custody"));
    }

    private static readonly (string Key, string Text)[] Texts = [("a.html", "first"), ("b.html", "second, and a little longer"), ("c.html", "third")];

    private Record Kept()
    {
        Record record = Record.OpenOrCreate(RecordPath);
        Assert.Equal(3, record.KeepCaptures(Texts.Select(text => Of(text.Key, text.Text)), Received));
        return record;
    }

    private static global::Hearsay.Capture.Capture Of(string key, string text) => global::Hearsay.Capture.Capture.Of(key, null, "text/html", Encoding.UTF8.GetBytes(text), "file");

    private void Execute(string sql, byte[]? bytes = null)
    {
        using SqliteConnection connection = new($"Data Source={RecordPath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        if (bytes is not null) command.Parameters.AddWithValue("$bytes", bytes);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using SqliteConnection connection = new($"Data Source={RecordPath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
