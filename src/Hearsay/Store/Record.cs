// Store: one SQLite file that keeps everything.
// Input: captures, readings, events. Output: the same, later and elsewhere.
// Invariants: a capture is kept before it is read; a document and its claims are one transaction; the same bytes are
// never stored twice; captures are never changed. Events are made from claims alone and can be rebuilt at any time.
// Known weak spots: linking reads the whole record into memory.
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Places;
using Hearsay.Publish;
using Hearsay.Text;
using Microsoft.Data.Sqlite;

namespace Hearsay.Store;

/// <summary>A capture whose bytes are no longer what was received.</summary>
/// <param name="Id">The id it was kept under.</param>
/// <param name="Key">The id given, path or URL.</param>
/// <param name="Reason">What is wrong with it, in a sentence.</param>
public sealed record Damage(string Id, string Key, string Reason);

/// <summary>What a record holds, counted.</summary>
public sealed record RecordCounts(long Captures, long Documents, long Claims, long Events, long Problems);

/// <summary>One record file, open. Not for use by several threads at once.</summary>
public sealed partial class Record : IDisposable
{
    private readonly SqliteConnection connection;

    private Record(SqliteConnection connection, string path)
    {
        this.connection = connection;
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens a record for reading and writing, and makes an empty one where there is none.</summary>
    /// <exception cref="RecordException">The file is no record, newer than this program, locked, or cannot be written.</exception>
    public static Record OpenOrCreate(string path) => Open(path, SqliteOpenMode.ReadWriteCreate);

    /// <summary>Opens an existing record for reading.</summary>
    /// <exception cref="RecordException">There is no such file, or it cannot be read as a record.</exception>
    public static Record OpenForReading(string path)
    {
        if (!File.Exists(path))
            throw new RecordException("HS6001", $"There is no record at {path}. Make one with: hearsay read PATH… --record {path}");
        return Open(path, SqliteOpenMode.ReadOnly);
    }

    /// <summary>Keeps captures not yet kept, in one transaction.</summary>
    /// <param name="captures">In the order received.</param>
    /// <param name="received">When they came, UTC.</param>
    /// <returns>How many were new.</returns>
    public int KeepCaptures(IEnumerable<Capture.Capture> captures, DateTimeOffset received) => Guarded(() =>
    {
        int added = 0;
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand newest = Command(transaction, "SELECT coalesce(max(rowid), 0) FROM captures");
        long last = (long)newest.ExecuteScalar()!;
        using SqliteCommand command = Command(transaction,
            "INSERT OR IGNORE INTO captures(id, key, url, media_type, how, received, size, bytes, exchange) VALUES ($id, $key, $url, $type, $how, $received, $size, $bytes, $exchange)",
            "$id", "$key", "$url", "$type", "$how", "$received", "$size", "$bytes", "$exchange");
        string at = Moment(received);
        foreach (Capture.Capture capture in captures)
            added += Run(command, capture.Id, capture.Key, capture.Url, capture.MediaType, capture.How, at, capture.Bytes.LongLength, Compressed(capture.Bytes), capture.Exchange?.ToJson());
        CustodyLog.Append(connection, transaction, last, "kept");
        transaction.Commit();
        return added;
    });

    /// <summary>Adds readings of documents not yet in the record, in one transaction.</summary>
    /// <returns>How many documents were new.</returns>
    public int AddReadings(IEnumerable<Reading> readings) => Guarded(() =>
    {
        int added = 0;
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand document = Command(transaction,
            """
            INSERT OR IGNORE INTO documents(id, capture, key, url, title, publisher, language, published, published_from, syndicated_from, body, json)
            VALUES ($id, (SELECT id FROM captures WHERE id = $id), $key, $url, $title, $publisher, $language, $published, $from, $syndicated, $body, $json)
            """,
            "$id", "$key", "$url", "$title", "$publisher", "$language", "$published", "$from", "$syndicated", "$body", "$json");
        using SqliteCommand claim = Command(transaction,
            """
            INSERT INTO claims(document, number, id, type, family, trigger_start, trigger_end, low, best, high, place, admin1, country, latitude, longitude,
                from_day, to_day, root, chain, certainty, negative, tally, rule, json)
            VALUES ($document, $number, $id, $type, $family, $start, $end, $low, $best, $high, $place, $admin1, $country, $latitude, $longitude,
                $from, $to, $root, $chain, $certainty, $negative, $tally, $rule, $json)
            """,
            "$document", "$number", "$id", "$type", "$family", "$start", "$end", "$low", "$best", "$high", "$place", "$admin1", "$country", "$latitude", "$longitude",
            "$from", "$to", "$root", "$chain", "$certainty", "$negative", "$tally", "$rule", "$json");
        using SqliteCommand problem = ProblemCommand(transaction);
        foreach (Reading reading in readings)
        {
            if (Insert(document, reading.Document) == 0) continue;
            added++;
            for (int i = 0; i < reading.Claims.Count; i++) Insert(claim, reading.Document.Id, i + 1, reading.Claims[i]);
            foreach (Problem found in reading.Problems) Insert(problem, found, reading.Document.Id);
        }
        transaction.Commit();
        return added;
    });

    /// <summary>Records what went wrong with inputs; the same problem twice is kept once.</summary>
    /// <param name="problems">Each with the id of the capture concerned, or null where no bytes were kept.</param>
    public void AddProblems(IEnumerable<(Problem Problem, string? Capture)> problems) => Guarded(() =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = ProblemCommand(transaction);
        foreach ((Problem problem, string? capture) in problems) Insert(command, problem, capture);
        transaction.Commit();
        return 0;
    });

    /// <summary>Whether a document is in the record.</summary>
    public bool Contains(string documentId) => Guarded(() =>
    {
        using SqliteCommand command = Command(null, "SELECT 1 FROM documents WHERE id = $id", "$id");
        command.Parameters[0].Value = documentId;
        return command.ExecuteScalar() is not null;
    });

    /// <summary>Captures that were kept but neither read nor refused: what a run that was stopped left over. In the order received.</summary>
    public IReadOnlyList<Capture.Capture> PendingCaptures() => Guarded(() =>
    {
        List<Capture.Capture> pending = [];
        using SqliteCommand command = Command(null,
            """
            SELECT id, key, url, media_type, how, bytes, size, exchange FROM captures
            WHERE id NOT IN (SELECT id FROM documents) AND id NOT IN (SELECT capture FROM problems WHERE capture IS NOT NULL)
            ORDER BY rowid
            """);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            pending.Add(new Capture.Capture(row.GetString(0), row.GetString(1), Text(row, 2), Text(row, 3), Decompressed((byte[])row.GetValue(5), row.GetInt64(6)), row.GetString(4)) { Exchange = Text(row, 7) is { } exchange ? Exchange.FromJson(exchange) : null });
        return pending;
    });

    /// <summary>Every document with its claims, in the order of document ids.</summary>
    public IReadOnlyList<Reading> Readings() => Guarded(() =>
    {
        Dictionary<string, List<Claim>> claims = new(StringComparer.Ordinal);
        using (SqliteCommand command = Command(null, "SELECT document, json FROM claims ORDER BY document, number"))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                if (!claims.TryGetValue(row.GetString(0), out List<Claim>? list)) claims[row.GetString(0)] = list = [];
                list.Add(JsonSerializer.Deserialize(row.GetString(1), StoredJson.Readable.Claim)!);
            }
        }
        ILookup<string, Problem> problems = ReadProblems().Where(found => found.Capture is not null).ToLookup(found => found.Capture!, found => found.Problem, StringComparer.Ordinal);
        List<Reading> readings = [];
        using (SqliteCommand command = Command(null, "SELECT id, body, json FROM documents ORDER BY id"))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                Document document = JsonSerializer.Deserialize(row.GetString(2), StoredJson.Readable.Document)! with { Body = row.GetString(1) };
                readings.Add(new Reading(document, claims.GetValueOrDefault(document.Id, []), [.. problems[document.Id]]));
            }
        }
        return readings;
    });

    /// <summary>Everything that went wrong, ordered by input, code, stage and message.</summary>
    public IReadOnlyList<Problem> Problems() => Guarded(() => (IReadOnlyList<Problem>)[.. ReadProblems().Select(found => found.Problem)]);

    /// <summary>Replaces the events by these, in one transaction.</summary>
    public void SaveEvents(IReadOnlyList<Event> events) => Guarded(() =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using (SqliteCommand clear = Command(transaction, "DELETE FROM event_claims; DELETE FROM events;")) clear.ExecuteNonQuery();
        using SqliteCommand command = Command(transaction,
            """
            INSERT INTO events(id, number, type, family, tally, from_day, to_day, place, country, source_count, document_count, json)
            VALUES ($id, $number, $type, $family, $tally, $from, $to, $place, $country, $sources, $documents, $json)
            """,
            "$id", "$number", "$type", "$family", "$tally", "$from", "$to", "$place", "$country", "$sources", "$documents", "$json");
        using SqliteCommand link = Command(transaction, "INSERT INTO event_claims(event, document, claim, denies) VALUES ($event, $document, $claim, $denies)",
            "$event", "$document", "$claim", "$denies");
        for (int i = 0; i < events.Count; i++)
        {
            Event happened = events[i];
            System.Buffers.ArrayBufferWriter<byte> json = new();
            using (Utf8JsonWriter writer = new(json, ClaimsJson.Options)) EventsJson.Write(writer, happened);
            Run(command, happened.Id, i + 1, happened.Type, happened.Family, happened.IsTally ? 1 : 0, Day(happened.When?.From), Day(happened.When?.To),
                happened.Place?.Name, happened.Place?.Country, happened.Roots.Count, happened.DocumentCount, System.Text.Encoding.UTF8.GetString(json.WrittenSpan));
            foreach (Member member in happened.Members) Run(link, happened.Id, member.Document.Id, member.Claim.Id, 0);
            foreach (Member member in happened.Denials) Run(link, happened.Id, member.Document.Id, member.Claim.Id, 1);
        }
        transaction.Commit();
        return 0;
    });

    /// <summary>Keeps a person's decision about an event.</summary>
    /// <param name="of">Any claim of the event; the decision goes with it when events are rebuilt.</param>
    /// <param name="state">The decision.</param>
    /// <param name="who">Who decided; null where not to be kept.</param>
    /// <param name="note">Why; null where not said.</param>
    /// <param name="at">When, UTC.</param>
    public void AddReview(ClaimRef of, ReviewState state, string? who, string? note, DateTimeOffset at) => Guarded(() =>
    {
        using SqliteCommand command = Command(null, "INSERT INTO reviews(document, claim, state, who, note, at) VALUES ($document, $claim, $state, $who, $note, $at)",
            "$document", "$claim", "$state", "$who", "$note", "$at");
        return Run(command, of.Document, of.Claim, EventsJson.NameOf(state), who, note, at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    });

    /// <summary>The events with what people decided about them: of several decisions the latest counts.</summary>
    public IReadOnlyList<Event> WithReviews(IReadOnlyList<Event> events) => Guarded(() =>
    {
        Dictionary<ClaimRef, (string At, ReviewState State)> latest = [];
        using (SqliteCommand command = Command(null, "SELECT document, claim, state, at FROM reviews ORDER BY at"))
        using (SqliteDataReader row = command.ExecuteReader())
            while (row.Read())
                latest[new ClaimRef(row.GetString(0), row.GetString(1))] = (row.GetString(3), Enum.Parse<ReviewState>(row.GetString(2), ignoreCase: true));
        if (latest.Count == 0) return events;
        return [.. events.Select(happened => happened.Members.Where(member => latest.ContainsKey(member.Ref)).Select(member => latest[member.Ref])
            .OrderByDescending(review => review.At, StringComparer.Ordinal).Select(review => (ReviewState?)review.State).FirstOrDefault() is { } state
                ? happened with { Review = state } : happened)];
    });

    /// <summary>Recomputes the digest of every capture and checks the file's own structure.</summary>
    /// <returns>What is damaged, in the order received; empty where nothing is.</returns>
    public IReadOnlyList<Damage> Verify(Action<long>? progress = null) => Guarded(() =>
    {
        List<Damage> damaged = [];
        using (SqliteCommand check = Command(null, "PRAGMA integrity_check"))
        using (SqliteDataReader row = check.ExecuteReader())
            while (row.Read())
                if (row.GetString(0) != "ok") damaged.Add(new Damage(string.Empty, Path, $"The file itself is damaged: {row.GetString(0)}."));
        long seen = 0;
        using (SqliteCommand command = Command(null, "SELECT id, key, bytes, size FROM captures ORDER BY rowid"))
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                string id = row.GetString(0), key = row.GetString(1);
                if (!TryDecompress((byte[])row.GetValue(2), row.GetInt64(3), out byte[]? bytes)) damaged.Add(new Damage(id, key, "The stored bytes cannot be unpacked."));
                else if (Capture.Capture.IdOf(bytes) is var now && now != id) damaged.Add(new Damage(id, key, $"The stored bytes have the digest {now}."));
                progress?.Invoke(++seen);
            }
        }
        damaged.AddRange(CustodyLog.Verify(connection));
        using (SqliteCommand command = Command(null, "SELECT id, key, capture FROM documents WHERE capture IS NULL OR capture NOT IN (SELECT id FROM captures) ORDER BY id"))
        using (SqliteDataReader row = command.ExecuteReader())
            while (row.Read()) damaged.Add(new Damage(row.GetString(0), row.GetString(1), "The document has no capture behind it."));
        using (SqliteCommand command = Command(null, "SELECT DISTINCT c.document, d.key FROM claims c JOIN documents d ON d.id = c.document WHERE c.trigger_end > length(d.body) * 2 ORDER BY 1"))
        using (SqliteDataReader row = command.ExecuteReader())
            while (row.Read()) damaged.Add(new Damage(row.GetString(0), row.GetString(1), "A claim points outside the document's text."));
        return damaged;
    });

    /// <summary>Writes every capture, in the order received, as a web archive.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="name">Name of the archive, told in its first record.</param>
    /// <param name="gzip">Whether each record is compressed.</param>
    /// <returns>How many captures were written.</returns>
    /// <exception cref="RecordException">A capture's bytes cannot be unpacked; the archive is unfinished.</exception>
    public long ExportCaptures(Stream output, string name, bool gzip) => Guarded(() =>
    {
        WarcWriter archive = new(output, gzip);
        long count = 0;
        using SqliteCommand command = Command(null, "SELECT id, key, url, media_type, how, bytes, size, received FROM captures ORDER BY rowid");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            string at = row.GetString(7);
            if (count++ == 0) archive.WriteInfo(name, at, ["software: Hearsay", "format: WARC File Format 1.1", "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/", $"custody: {CustodyLog.Head(connection).Hash}"]);
            if (!TryDecompress((byte[])row.GetValue(5), row.GetInt64(6), out byte[]? bytes))
                throw new RecordException("HS6010", $"{row.GetString(1)} ({row.GetString(0)}): the stored bytes cannot be unpacked. Run \"hearsay verify\"; restore the record from a backup.");
            archive.Write(new Capture.Capture(row.GetString(0), row.GetString(1), Text(row, 2), Text(row, 3), bytes, row.GetString(4)), at);
        }
        return count;
    });

    /// <summary>Hash of the last entry of the custody log: noted elsewhere, it shows later that nothing was taken from the end. Empty where nothing was received.</summary>
    public string CustodyHead() => Guarded(() => CustodyLog.Head(connection).Hash);

    /// <summary>Whether the custody log has an entry with this hash.</summary>
    /// <param name="hash">As <see cref="CustodyHead"/> gave it.</param>
    public bool HasCustody(string hash) => Guarded(() =>
    {
        using SqliteCommand command = Command(null, "SELECT 1 FROM custody WHERE hash = $hash", "$hash");
        command.Parameters[0].Value = hash;
        return command.ExecuteScalar() is not null;
    });

    /// <summary>How much is in the record.</summary>
    public RecordCounts Counts() => Guarded(() => new RecordCounts(Count("captures"), Count("documents"), Count("claims"), Count("events"), Count("problems")));

    public void Dispose() => connection.Dispose();

    private static Record Open(string path, SqliteOpenMode mode)
    {
        SqliteConnection opened = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5, ForeignKeys = true }.ToString());
        try
        {
            opened.Open();
            int application = Pragma(opened, "application_id"), version = Pragma(opened, "user_version");
            bool empty = application == 0 && version == 0 && Pragma(opened, "schema_version") == 0;
            if (!empty && application != RecordSchema.ApplicationId)
                throw new RecordException("HS6002", $"{path} is a database, but not a Hearsay record. Give another file with --record.");
            if (version > RecordSchema.Version)
                throw new RecordException("HS6003", $"{path} was written by a newer Hearsay (record version {version}; this program knows {RecordSchema.Version}). Update the program; the record was left as it is.");
            if (mode == SqliteOpenMode.ReadOnly)
            {
                if (version < RecordSchema.Version)
                    throw new RecordException("HS6007", $"{path} has record version {version}; this program needs {RecordSchema.Version}. Run \"hearsay read --record {path}\" with any input once to bring it up to date.");
                return new Record(opened, path);
            }
            Execute(opened, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            RecordSchema.Migrate(opened, version);
            return new Record(opened, path);
        }
        catch (SqliteException exception)
        {
            opened.Dispose();
            throw Explained(exception, path);
        }
        catch (RecordException)
        {
            opened.Dispose();
            throw;
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw Explained(exception, Path);
        }
    }

    private static RecordException Explained(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        5 or 6 => new RecordException("HS6004", $"{path} is in use by another program. Wait until it has finished, or give another file with --record.", exception),
        8 or 14 or 23 => new RecordException("HS6005", $"{path} cannot be opened or written. Check that its folder exists and that you may write there.", exception),
        11 => new RecordException("HS6006", $"{path} is damaged. Restore it from a backup; \"hearsay verify\" says what can still be read.", exception),
        13 => new RecordException("HS6008", $"The disk is full: {path} could not grow. Nothing already kept is lost; make room and run the same command again.", exception),
        26 => new RecordException("HS6002", $"{path} is not a Hearsay record. Give another file with --record.", exception),
        _ => new RecordException("HS6009", $"{path} could not be used: {exception.Message}", exception),
    };

    private static int Insert(SqliteCommand command, Document document) => Run(command, document.Id, document.Key, document.Url, document.Title, document.Publisher, document.LanguageTag,
        Day(document.Published), ClaimsJson.NameOf(document.PublishedFrom), document.SyndicatedFrom, document.Body,
        JsonSerializer.Serialize(document with { Body = string.Empty }, StoredJson.Readable.Document));

    private static void Insert(SqliteCommand command, string document, int number, Claim claim)
    {
        Place? place = claim.Place?.Toponym.Place;
        Run(command, document, number, claim.Id, claim.Type, claim.Family, claim.Trigger.Start, claim.Trigger.End,
            claim.Quantity?.Low, claim.Quantity?.Best, claim.Quantity?.High, place?.Name, place?.Admin1, place?.Country, place?.Latitude, place?.Longitude,
            Day(claim.When?.Interval.From), Day(claim.When?.Interval.To),
            claim.Sources.Count > 0 ? claim.Sources[^1].Name : null, string.Join(" → ", claim.Sources.Select(source => source.Name)),
            ClaimsJson.NameOf(claim.Certainty), claim.Polarity == Polarity.Negative ? 1 : 0, claim.IsTally ? 1 : 0, claim.Rule,
            JsonSerializer.Serialize(claim, StoredJson.Readable.Claim));
    }

    private SqliteCommand ProblemCommand(SqliteTransaction transaction) => Command(transaction,
        "INSERT OR IGNORE INTO problems(document, code, stage, message, error, capture) VALUES ($document, $code, $stage, $message, $error, $capture)",
        "$document", "$code", "$stage", "$message", "$error", "$capture");

    private static void Insert(SqliteCommand command, Problem problem, string? capture) =>
        Run(command, problem.Document, problem.Code, problem.Stage, problem.Message, problem.IsError ? 1 : 0, capture);

    private List<(Problem Problem, string? Capture)> ReadProblems()
    {
        List<(Problem, string?)> problems = [];
        using SqliteCommand command = Command(null, "SELECT code, stage, message, document, error, capture FROM problems ORDER BY document, code, stage, message");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) problems.Add((new Problem(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4) != 0), Text(row, 5)));
        return problems;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every caller passes a constant; values go in as parameters.")]
    private SqliteCommand Command(SqliteTransaction? transaction, string sql, params ReadOnlySpan<string> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (string parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    private static int Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command.ExecuteNonQuery();
    }

    private long Count(string table)
    {
        using SqliteCommand command = Command(null, $"SELECT count(*) FROM {table}");
        return (long)command.ExecuteScalar()!;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names are constants.")]
    private static int Pragma(SqliteConnection connection, string name)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    [SuppressMessage("Security", "CA2100", Justification = "Scripts are constants.")]
    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] Compressed(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Optimal)) brotli.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Decompressed(byte[] packed, long size) => TryDecompress(packed, size, out byte[]? bytes) ? bytes : [];

    private static bool TryDecompress(byte[] packed, long size, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (size < 0 || size > Array.MaxLength) return false;
        byte[] unpacked = new byte[size];
        if (!BrotliDecoder.TryDecompress(packed, unpacked, out int written) || written != size) return false;
        bytes = unpacked;
        return true;
    }
}
