using System.Globalization;
using Hearsay.Capture;
using Microsoft.Data.Sqlite;

namespace Hearsay.Store;

/// <summary>What the record remembers of servers, so that they are asked no more than needed and a watch goes on where it was.</summary>
public sealed partial class Record
{
    /// <summary>What a server gave with an address the last time; null where it was never received, or nothing was given.</summary>
    public Validators? ValidatorsOf(string address) => Guarded(() =>
    {
        using SqliteCommand command = Command(null, "SELECT validated, etag, last_modified FROM addresses WHERE url = $url AND validated IS NOT NULL", "$url");
        command.Parameters[0].Value = address;
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? new Validators(row.GetString(0), Text(row, 1), Text(row, 2)) : null;
    });

    /// <summary>When an address last answered, UTC; null where it never did.</summary>
    public DateTimeOffset? AnsweredAt(string address) => Guarded(() =>
    {
        using SqliteCommand command = Command(null, "SELECT answered FROM addresses WHERE url = $url", "$url");
        command.Parameters[0].Value = address;
        return command.ExecuteScalar() is string at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : (DateTimeOffset?)null;
    });

    /// <summary>Notes that an address answered. Call it once everything that came from it is kept.</summary>
    /// <param name="address">As asked.</param>
    /// <param name="validators">What to ask with next time; null where the server gave nothing.</param>
    /// <param name="at">When, UTC.</param>
    public void NoteAnswer(string address, Validators? validators, DateTimeOffset at) => Guarded(() =>
    {
        using SqliteCommand command = Command(null, "INSERT OR REPLACE INTO addresses(url, answered, validated, etag, last_modified) VALUES ($url, $at, $validated, $etag, $modified)",
            "$url", "$at", "$validated", "$etag", "$modified");
        return Run(command, address, Moment(at), validators?.Url, validators?.ETag, validators?.LastModified);
    });

    /// <summary>Ids of a feed's entries that need not be read again.</summary>
    public IReadOnlySet<string> WatchedEntries(string feed) => Guarded(() =>
    {
        HashSet<string> entries = new(StringComparer.Ordinal);
        using SqliteCommand command = Command(null, "SELECT entry FROM watched WHERE feed = $feed", "$feed");
        command.Parameters[0].Value = feed;
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) entries.Add(row.GetString(0));
        return entries;
    });

    /// <summary>Notes that an entry of a feed need not be read again. Call it once what it gave is kept.</summary>
    public void NoteWatched(string feed, string entry, DateTimeOffset at) => Guarded(() =>
    {
        using SqliteCommand command = Command(null, "INSERT OR IGNORE INTO watched(feed, entry, at) VALUES ($feed, $entry, $at)", "$feed", "$entry", "$at");
        return Run(command, feed, entry, Moment(at));
    });
}
