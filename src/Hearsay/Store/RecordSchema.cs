using Microsoft.Data.Sqlite;

namespace Hearsay.Store;

/// <summary>Tables of the record, and the steps that bring an older record up to date.</summary>
internal static class RecordSchema
{
    /// <summary>Marks the file as a Hearsay record ("HSAY").</summary>
    public const int ApplicationId = 0x48534159;

    /// <summary>One script a version; never edited once released, only added to.</summary>
    private static readonly string[] Migrations =
    [
        """
        -- What was received. Never changed, never deleted by the program.
        CREATE TABLE captures(
            id TEXT PRIMARY KEY,             -- "sha256:" and the hex digest of the bytes
            key TEXT NOT NULL,               -- id given, path or URL
            url TEXT,
            media_type TEXT,
            how TEXT NOT NULL,               -- how the bytes came
            received TEXT NOT NULL,          -- UTC, ISO 8601
            size INTEGER NOT NULL,           -- bytes before compression
            bytes BLOB NOT NULL              -- Brotli
        ) STRICT;

        CREATE TABLE documents(
            id TEXT PRIMARY KEY,
            capture TEXT REFERENCES captures(id),
            key TEXT NOT NULL,
            url TEXT,
            title TEXT,
            publisher TEXT,
            language TEXT,
            published TEXT,                  -- ISO day
            published_from TEXT NOT NULL,
            syndicated_from TEXT,
            body TEXT NOT NULL,
            json TEXT NOT NULL               -- the whole document but its body
        ) STRICT;
        CREATE INDEX documents_key ON documents(key);
        CREATE INDEX documents_published ON documents(published);

        CREATE TABLE claims(
            document TEXT NOT NULL REFERENCES documents(id),
            number INTEGER NOT NULL,         -- order within the document, from 1
            id TEXT NOT NULL,                -- "c1", "c2", …
            type TEXT NOT NULL,
            family TEXT NOT NULL,
            trigger_start INTEGER NOT NULL,  -- UTF-16 offsets into the body, half open
            trigger_end INTEGER NOT NULL,
            low INTEGER,
            best INTEGER,
            high INTEGER,
            place TEXT,
            admin1 TEXT,
            country TEXT,
            latitude REAL,                   -- WGS 84 degrees
            longitude REAL,
            from_day TEXT,                   -- ISO days, both inside
            to_day TEXT,
            root TEXT,                       -- last of the chain; null for the page's own voice
            chain TEXT NOT NULL,             -- names, outermost first, joined by " → "
            certainty TEXT NOT NULL,
            negative INTEGER NOT NULL,
            tally INTEGER NOT NULL,
            rule TEXT NOT NULL,
            json TEXT NOT NULL,              -- the whole claim
            PRIMARY KEY(document, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX claims_type ON claims(type, from_day);

        CREATE TABLE problems(
            document TEXT NOT NULL,          -- key of the input
            code TEXT NOT NULL,
            stage TEXT NOT NULL,
            message TEXT NOT NULL,
            error INTEGER NOT NULL,
            capture TEXT,                    -- the bytes concerned, where they were kept
            PRIMARY KEY(document, code, stage, message)
        ) STRICT, WITHOUT ROWID;

        -- Made from claims alone; rebuilt whenever claims were added.
        CREATE TABLE events(
            id TEXT PRIMARY KEY,
            number INTEGER NOT NULL,         -- order in lists
            type TEXT NOT NULL,
            family TEXT NOT NULL,
            tally INTEGER NOT NULL,
            from_day TEXT,
            to_day TEXT,
            place TEXT,
            country TEXT,
            source_count INTEGER NOT NULL,
            document_count INTEGER NOT NULL,
            json TEXT NOT NULL               -- hearsay/events/1
        ) STRICT;

        CREATE TABLE event_claims(
            event TEXT NOT NULL REFERENCES events(id),
            document TEXT NOT NULL,
            claim TEXT NOT NULL,
            denies INTEGER NOT NULL,
            PRIMARY KEY(event, document, claim)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_claims_claim ON event_claims(document, claim);

        -- Decisions of people. Tied to a claim of the event, so they survive a rebuild.
        CREATE TABLE reviews(
            document TEXT NOT NULL,
            claim TEXT NOT NULL,
            state TEXT NOT NULL CHECK(state IN ('confirmed', 'edited', 'rejected')),
            who TEXT,
            note TEXT,
            at TEXT NOT NULL,                -- UTC, ISO 8601
            PRIMARY KEY(document, claim, at)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        -- The custody log: what was received, when and how, each entry bound to the one before it. Only added to.
        CREATE TABLE custody(
            number INTEGER PRIMARY KEY,      -- from 1, without gaps
            at TEXT NOT NULL,                -- UTC, ISO 8601
            action TEXT NOT NULL,            -- 'kept', or 'found': kept before there was a log
            capture TEXT NOT NULL,
            key TEXT NOT NULL,
            url TEXT,
            media_type TEXT,
            how TEXT NOT NULL,
            size INTEGER NOT NULL,           -- bytes before compression
            stored TEXT NOT NULL,            -- digest of the bytes as they lie compressed in the record
            previous TEXT NOT NULL,          -- hash of the entry before; empty in the first
            hash TEXT NOT NULL               -- of all the columns above
        ) STRICT;
        CREATE TRIGGER custody_unchanged BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'the custody log is only added to'); END;
        CREATE TRIGGER custody_kept BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'the custody log is only added to'); END;
        """,
        """
        -- How captures came over the network: JSON with the address asked, redirects and headers; null where they did not.
        ALTER TABLE captures ADD COLUMN exchange TEXT;
        ALTER TABLE custody ADD COLUMN exchange TEXT;

        -- What to ask servers with next time. State, not evidence: it changes.
        CREATE TABLE addresses(
            url TEXT PRIMARY KEY,            -- as given
            answered TEXT NOT NULL,          -- when it was last received or found unchanged; UTC, ISO 8601
            validated TEXT,                  -- the address the validators belong to, after redirects
            etag TEXT,
            last_modified TEXT
        ) STRICT, WITHOUT ROWID;

        -- Entries of watched feeds that need not be read again.
        CREATE TABLE watched(
            feed TEXT NOT NULL,              -- address of the feed, as given
            entry TEXT NOT NULL,             -- id within the feed
            at TEXT NOT NULL,                -- UTC, ISO 8601
            PRIMARY KEY(feed, entry)
        ) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>The first version whose records have a custody log.</summary>
    private const int FirstWithCustody = 2;

    /// <summary>The version this program writes.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Brings an open database from its version to <see cref="Version"/>, in one transaction.</summary>
    public static void Migrate(SqliteConnection connection, int from)
    {
        if (from == Version) return;
        using SqliteTransaction transaction = connection.BeginTransaction();
        for (int version = from; version < Migrations.Length; version++)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.Transaction = transaction;
            // SQLite keeps both pragmas in the header, under the same transaction; they take no parameters.
            command.CommandText = $"{Migrations[version]}\nPRAGMA application_id = {ApplicationId};\nPRAGMA user_version = {version + 1};";
            command.ExecuteNonQuery();
        }
        if (from < FirstWithCustody) CustodyLog.Append(connection, transaction, after: 0, "found");
        transaction.Commit();
    }
}
