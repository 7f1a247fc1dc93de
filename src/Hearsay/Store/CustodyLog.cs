using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Hearsay.Store;

/// <summary>One line of the custody log: a capture was received.</summary>
/// <param name="Number">Place in the log, from 1.</param>
/// <param name="At">UTC, ISO 8601, as stored.</param>
/// <param name="Action">"kept", or "found" for captures kept before there was a log.</param>
/// <param name="Capture">Id of the capture.</param>
/// <param name="Key">The id given, or the path or address it came from.</param>
/// <param name="Url">Where it was published; null where unknown.</param>
/// <param name="MediaType">What the bytes are; null where not determined.</param>
/// <param name="How">How the bytes came.</param>
/// <param name="Size">Bytes before compression.</param>
/// <param name="Stored">Digest of the bytes as they lie in the record: compression has bits that change nothing when unpacked.</param>
/// <param name="Exchange">How the bytes came over the network, as JSON; null where they did not.</param>
internal sealed record CustodyEntry(long Number, string At, string Action, string Capture, string Key, string? Url, string? MediaType, string How, long Size, string Stored, string? Exchange)
{
    /// <summary>"sha256:" and the digest over the entry and the hash of the one before: RFC 8259 JSON array, UTF-8, in the order of the columns.</summary>
    public string Hash(string previous)
    {
        System.Buffers.ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Number);
            foreach (string? value in (ReadOnlySpan<string?>)[At, Action, Capture, Key, Url, MediaType, How]) json.WriteStringValue(value);
            json.WriteNumberValue(Size);
            json.WriteStringValue(Stored);
            // Left out where there is none, so that entries of records older than this column keep their hash.
            if (Exchange is not null) json.WriteStringValue(Exchange);
            json.WriteStringValue(previous);
            json.WriteEndArray();
        }
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }
}

/// <summary>The append-only log of what was received; each entry carries the hash of the one before.</summary>
/// <remarks>
/// A changed entry no longer fits its own hash, a removed one leaves a gap and breaks the chain, and a capture without an
/// entry, or an entry without its capture, tells of a removed end. Who removes a capture together with every entry from
/// its own to the last leaves no trace in the file; the hash of the last entry, noted elsewhere, shows that too.
/// </remarks>
internal static class CustodyLog
{
    private const string Columns = "number, at, action, capture, key, url, media_type, how, size, stored, exchange";

    /// <summary>Adds entries for the captures kept last, in the order received.</summary>
    /// <param name="connection">The open record.</param>
    /// <param name="transaction">The transaction that also keeps the captures.</param>
    /// <param name="after">Row of the last capture that has an entry; 0 where none has.</param>
    /// <param name="action">What the entries say.</param>
    public static void Append(SqliteConnection connection, SqliteTransaction transaction, long after, string action)
    {
        (long number, string previous) = Head(connection, transaction);
        List<CustodyEntry> entries = [];
        using (SqliteCommand missing = connection.CreateCommand())
        {
            missing.Transaction = transaction;
            missing.CommandText = "SELECT received, id, key, url, media_type, how, size, bytes, exchange FROM captures WHERE rowid > $after ORDER BY rowid";
            missing.Parameters.AddWithValue("$after", after);
            using SqliteDataReader row = missing.ExecuteReader();
            while (row.Read())
                entries.Add(new CustodyEntry(++number, row.GetString(0), action, row.GetString(1), row.GetString(2), Text(row, 3), Text(row, 4), row.GetString(5), row.GetInt64(6), Hearsay.Capture.Capture.IdOf((byte[])row.GetValue(7)), Text(row, 8)));
        }
        using SqliteCommand add = connection.CreateCommand();
        add.Transaction = transaction;
        add.CommandText = $"INSERT INTO custody({Columns}, previous, hash) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        for (int i = 0; i <= 12; i++) add.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
        foreach (CustodyEntry entry in entries)
        {
            string hash = entry.Hash(previous);
            ReadOnlySpan<object?> values = [entry.Number, entry.At, entry.Action, entry.Capture, entry.Key, entry.Url, entry.MediaType, entry.How, entry.Size, entry.Stored, entry.Exchange, previous, hash];
            for (int i = 0; i < values.Length; i++) add.Parameters[i].Value = values[i] ?? DBNull.Value;
            add.ExecuteNonQuery();
            previous = hash;
        }
    }

    /// <summary>Number and hash of the last entry; 0 and "" where the log is empty.</summary>
    public static (long Number, string Hash) Head(SqliteConnection connection, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT number, hash FROM custody ORDER BY number DESC LIMIT 1";
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetString(1)) : (0, string.Empty);
    }

    /// <summary>Follows the chain from its first entry and compares it with the captures.</summary>
    /// <returns>What does not fit, in the order of the log; then captures without an entry.</returns>
    public static IEnumerable<Damage> Verify(SqliteConnection connection)
    {
        string previous = string.Empty;
        long number = 0;
        using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = """
                SELECT l.number, l.at, l.action, l.capture, l.key, l.url, l.media_type, l.how, l.size, l.stored, l.previous, l.hash,
                    c.id IS NULL, c.received IS l.at AND c.key IS l.key AND c.url IS l.url AND c.media_type IS l.media_type AND c.how IS l.how AND c.size IS l.size AND c.exchange IS l.exchange, c.bytes, l.exchange
                FROM custody l LEFT JOIN captures c ON c.id = l.capture ORDER BY l.number
                """;
            using SqliteDataReader row = command.ExecuteReader();
            while (row.Read())
            {
                CustodyEntry entry = new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), Text(row, 5), Text(row, 6), row.GetString(7), row.GetInt64(8), row.GetString(9), Text(row, 15));
                string hash = row.GetString(11), name = Name(entry.Number);
                number++;
                if (entry.Number != number)
                {
                    yield return new Damage(string.Empty, Name(number), entry.Number - number == 1 ? "The entry was removed from the custody log." : string.Create(CultureInfo.InvariantCulture, $"This and the entries up to {entry.Number - 1} were removed from the custody log."));
                    number = entry.Number;
                }
                else if (row.GetString(10) != previous) yield return new Damage(entry.Capture, name, "The entry does not follow the one before it: one of the two was changed.");
                if (entry.Hash(row.GetString(10)) != hash) yield return new Damage(entry.Capture, name, "The entry is not what was written: its hash no longer fits.");
                if (row.GetInt64(12) != 0) yield return new Damage(entry.Capture, entry.Key, string.Create(CultureInfo.InvariantCulture, $"The capture that entry {entry.Number} of the custody log tells of is gone."));
                else if (row.GetInt64(13) == 0) yield return new Damage(entry.Capture, entry.Key, string.Create(CultureInfo.InvariantCulture, $"What is kept with the capture differs from entry {entry.Number} of the custody log."));
                else if (Hearsay.Capture.Capture.IdOf((byte[])row.GetValue(14)) != entry.Stored) yield return new Damage(entry.Capture, entry.Key, string.Create(CultureInfo.InvariantCulture, $"The stored bytes are not those of entry {entry.Number} of the custody log."));
                previous = hash;
            }
        }
        using SqliteCommand without = connection.CreateCommand();
        without.CommandText = "SELECT id, key FROM captures WHERE id NOT IN (SELECT capture FROM custody) ORDER BY rowid";
        using SqliteDataReader lost = without.ExecuteReader();
        while (lost.Read()) yield return new Damage(lost.GetString(0), lost.GetString(1), "The custody log has no entry for the capture: its end was removed.");
    }

    private static string Name(long number) => string.Create(CultureInfo.InvariantCulture, $"custody log, entry {number}");

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
