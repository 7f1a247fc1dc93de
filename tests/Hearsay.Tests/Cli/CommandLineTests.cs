using System.Text;
using System.Text.Json;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Cli;
using Hearsay.Tests.Publish;
using Hearsay.Text;

namespace Hearsay.Tests.Cli;

/// <summary>Runs command lines in process, with a reader that finds a claim in every "detained".</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string name, string text)
    {
        string path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private string Record => Path.Combine(folder, "test.record");

    [Fact]
    public async Task Claims_are_lines_that_fit_their_schema()
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says. They were detained again later.\n");

        Run run = await RunAsync(["claims", page, "--published", "2022-12-06"]);

        Assert.Equal((ExitCode.Fine, string.Empty), (run.Code, run.Error));
        string line = Assert.Single(run.Lines);
        Assert.Empty(SchemaCheck.Load("claims-1.schema.json").Errors(line));
        using JsonDocument json = JsonDocument.Parse(line);
        Assert.Equal("2022-12-06", json.RootElement.GetProperty("document").GetProperty("published").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("claims").GetArrayLength());
    }

    [Fact]
    public async Task Any_number_of_jobs_gives_the_same_bytes_in_the_order_of_the_inputs()
    {
        StringBuilder lines = new();
        for (int i = 0; i < 60; i++) lines.Append(JsonSerializer.Serialize(new { id = $"d{i}", text = $"Report number {i} of the day says that {i} men were detained in the village." })).Append('\n');

        Run one = await RunAsync(["claims", "-", "--jobs", "1"], lines.ToString()), many = await RunAsync(["claims", "-", "--jobs", "7"], lines.ToString());

        Assert.Equal(one.Output, many.Output);
        Assert.Equal(60, one.Lines.Length);
        Assert.Equal("d0", JsonDocument.Parse(one.Lines[0]).RootElement.GetProperty("document").GetProperty("key").GetString());
        Assert.Equal("d59", JsonDocument.Parse(one.Lines[59]).RootElement.GetProperty("document").GetProperty("key").GetString());
    }

    [Fact]
    public async Task A_bad_input_is_one_line_and_the_rest_is_read()
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n");
        string empty = File("b.txt", string.Empty);

        Run run = await RunAsync(["claims", page, empty, Path.Combine(folder, "missing.txt")]);

        Assert.Equal(ExitCode.SomeProblems, run.Code);
        Assert.Single(run.Lines);
        string[] problems = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, problems.Length);
        Assert.All(problems, problem => Assert.Matches("^hearsay: HS1[0-9]{3} ", problem));
        Assert.Contains("b.txt", problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_readable_is_exit_status_two() =>
        Assert.Equal(ExitCode.Usage, (await RunAsync(["claims", Path.Combine(folder, "missing.txt")])).Code);

    [Fact]
    public async Task A_document_that_breaks_the_reader_is_one_problem_and_the_run_goes_on()
    {
        string input = "{\"id\":\"a\",\"text\":\"Explode, this text tells the reader in the test, and it does.\"}\n{\"id\":\"b\",\"text\":\"Twelve men were detained in the village on Monday, says the paper.\"}\n";

        Run run = await RunAsync(["claims", "-"], input);

        Assert.Equal(ExitCode.SomeProblems, run.Code);
        Assert.Single(run.Lines);
        Assert.StartsWith("hearsay: HS5001 a: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_makes_a_record_that_events_brief_explain_and_verify_use()
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n");

        Run read = await RunAsync(["read", page, "--record", Record]);
        Run events = await RunAsync(["events", "--record", Record, "--format", "jsonl"]);
        Run text = await RunAsync(["events", "--record", Record]);
        Run brief = await RunAsync(["brief", "--record", Record]);
        Run explain = await RunAsync(["explain", "a.txt#c1", "--record", Record]);
        Run verify = await RunAsync(["verify", "--record", Record]);

        Assert.All([read, events, text, brief, explain, verify], run => Assert.Equal((0, string.Empty), (run.Code, run.Error)));
        Assert.Contains("1 document read with 1 claim; 1 event in the record.", read.Output, StringComparison.Ordinal);
        string line = Assert.Single(events.Lines);
        Assert.Empty(SchemaCheck.Load("events-1.schema.json").Errors(line));
        string id = JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!;
        Assert.StartsWith(id, text.Output, StringComparison.Ordinal);
        Assert.Contains("## Notes", brief.Output, StringComparison.Ordinal);
        Assert.Contains("detained", explain.Output, StringComparison.Ordinal);
        Assert.Contains("rule test/detention", explain.Output, StringComparison.Ordinal);
        Assert.Contains(id, explain.Output, StringComparison.Ordinal);
        Assert.Contains("all as received", verify.Output, StringComparison.Ordinal);

        Run whole = await RunAsync(["explain", id[..6], "--record", Record]);
        Assert.Equal(0, whole.Code);
        Assert.Contains("1. trigger", whole.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bulletin.html", "<!doctype html>")]
    [InlineData("bulletin.md", "# ")]
    public async Task Read_writes_the_bulletin_that_brief_writes(string name, string start)
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n");
        string bulletin = Path.Combine(Path.GetDirectoryName(page)!, name);

        Run read = await RunAsync(["read", page, "--record", Record, "--bulletin", bulletin]);
        Run brief = await RunAsync(["brief", "--record", Record, "--format", name.EndsWith("html", StringComparison.Ordinal) ? "html" : "md"]);

        Assert.Equal((0, string.Empty), (read.Code, read.Error));
        Assert.StartsWith($"{bulletin}: ", read.Lines[1], StringComparison.Ordinal);
        string written = System.IO.File.ReadAllText(bulletin);
        Assert.StartsWith(start, written, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(brief.Output, written);
    }

    [Fact]
    public async Task Codebook_prints_meaning_codes_and_words_of_a_type()
    {
        Run one = await RunAsync(["codebook", "detention"]);
        Run unknown = await RunAsync(["codebook", "no-such-type"]);

        Assert.Equal((0, string.Empty), (one.Code, one.Error));
        Assert.Equal(["## coercion", "### detention"], one.Lines.Where(line => line.StartsWith("##", StringComparison.Ordinal)));
        Assert.Contains("ACLED", one.Output, StringComparison.Ordinal);
        Assert.Contains(one.Lines, line => line.StartsWith("- **Ukrainian:** ", StringComparison.Ordinal) && line.Contains("затримати", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Usage, unknown.Code);
        Assert.Contains("Types: refusal, mutiny", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_the_same_twice_adds_nothing()
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n");
        await RunAsync(["read", page, "--record", Record]);
        Run first = await RunAsync(["events", "--record", Record, "--format", "jsonl"]);

        Run again = await RunAsync(["read", page, "--record", Record]);

        Assert.Equal(0, again.Code);
        Assert.Contains("0 documents read with 0 claims, 1 already there; 1 event in the record.", again.Output, StringComparison.Ordinal);
        Assert.Equal(first.Output, (await RunAsync(["events", "--record", Record, "--format", "jsonl"])).Output);
    }

    [Fact]
    public async Task What_a_killed_run_had_kept_is_read_by_the_next()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n");
        using (Hearsay.Store.Record record = Hearsay.Store.Record.OpenOrCreate(Record))
            record.KeepCaptures([global::Hearsay.Capture.Capture.Of("gone.txt", null, "text/plain", bytes, "file")], DateTimeOffset.UnixEpoch);
        string other = File("b.txt", "Another report\n\nNine men were detained elsewhere on Tuesday, the newspaper says in its evening edition.\n");

        Run run = await RunAsync(["read", other, "--record", Record]);

        Assert.Contains("2 documents read", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("claims")]
    [InlineData("events")]
    [InlineData("brief")]
    [InlineData("explain")]
    [InlineData("verify")]
    [InlineData("captures")]
    [InlineData("watch")]
    public async Task Help_of_every_verb_has_examples_and_exit_codes(string verb)
    {
        Run run = await RunAsync([verb, "--help"]);

        Assert.Equal(0, run.Code);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains($"hearsay {verb}", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit status:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Captures_are_exported_once_and_an_archive_that_exists_is_left_alone()
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n"), archive = page + ".warc.gz";
        await RunAsync(["read", page, "--record", Record]);

        Run export = await RunAsync(["captures", "export", archive, "--record", Record]);
        byte[] written = await System.IO.File.ReadAllBytesAsync(archive);
        Run again = await RunAsync(["captures", "export", archive, "--record", Record]);

        Assert.Equal((0, string.Empty), (export.Code, export.Error));
        Assert.Contains("1 capture.", export.Output, StringComparison.Ordinal);
        Assert.StartsWith("hearsay: HS6011 ", again.Error, StringComparison.Ordinal);
        Assert.Equal(written, await System.IO.File.ReadAllBytesAsync(archive));
    }

    [Fact]
    public async Task Verify_prints_the_end_of_the_log_and_checks_one_noted_before()
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n");
        await RunAsync(["read", page, "--record", Record]);
        string head = (await RunAsync(["verify", "--record", Record])).Output.Split(' ', ';').Single(word => word.StartsWith("sha256:", StringComparison.Ordinal));

        Assert.Equal(0, (await RunAsync(["verify", "--record", Record, "--custody", head])).Code);
        Run missing = await RunAsync(["verify", "--record", Record, "--custody", "sha256:00"]);
        Assert.Equal(ExitCode.SomeProblems, missing.Code);
        Assert.Contains("HS6010 custody log (sha256:00)", missing.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claims")]
    [InlineData("nosuchverb")]
    [InlineData("claims", "a.txt", "--published", "yesterday")]
    [InlineData("claims", "a.txt", "--jobs", "0")]
    [InlineData("events", "--format", "xml")]
    public async Task Wrong_usage_is_told_in_a_line_with_a_way_on(params string[] arguments)
    {
        Run run = await RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("hearsay: HS9001 ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("brief")]
    [InlineData("verify")]
    public async Task A_record_that_is_not_there_is_told_with_how_to_make_one(string verb)
    {
        Run run = await RunAsync([verb, "--record", Record]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("hearsay: HS6001 ", run.Error, StringComparison.Ordinal);
        Assert.Contains("hearsay read", run.Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Record));
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_ends_the_run_quietly()
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n");
        using StringWriter error = new();
        using ClosedPipe pipe = new();
        Terminal terminal = new(Stream.Null, pipe, error) { LoadEngine = TestEngine };

        Assert.Equal(ExitCode.Fine, await CommandLine.RunAsync(["claims", page], terminal));
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task Ask_for_what_is_not_there_and_be_told()
    {
        string page = File("a.txt", "Report from the front\n\nTwelve men were detained in the village on Monday, the newspaper says.\n");
        await RunAsync(["read", page, "--record", Record]);

        Assert.StartsWith("hearsay: HS7003 ", (await RunAsync(["explain", "e000000000000", "--record", Record])).Error, StringComparison.Ordinal);
        Assert.StartsWith("hearsay: HS7001 ", (await RunAsync(["explain", "a.txt#c99", "--record", Record])).Error, StringComparison.Ordinal);
    }

    private sealed record Run(int Code, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<Run> RunAsync(string[] arguments, string input = "")
    {
        using MemoryStream standardInput = new(Encoding.UTF8.GetBytes(input)), output = new();
        using StringWriter error = new();
        int code = await CommandLine.RunAsync(arguments, new Terminal(standardInput, output, error) { LoadEngine = TestEngine });
        return new Run(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString().ReplaceLineEndings("\n"));
    }

    private static Engine TestEngine(string dataDirectory) =>
        new(new CaptureReader(PageLexicon.Load(Path.Combine(dataDirectory, "capture")), _ => LanguageCode.English), ReadWords);

    private static Reading ReadWords(Document document)
    {
        if (document.Body.Contains("Explode", StringComparison.Ordinal)) throw new InvalidOperationException("as the test asked");
        List<Claim> claims = [];
        for (int at = document.Body.IndexOf("detained", StringComparison.Ordinal); at >= 0; at = document.Body.IndexOf("detained", at + 1, StringComparison.Ordinal))
        {
            claims.Add(new Claim
            {
                Id = $"c{claims.Count + 1}", Type = "detention", Family = "coercion", Trigger = new TextSpan(at, 8), Sentence = new TextSpan(at, 8),
                Participants = [], Sources = [], Rule = "test/detention", Trace = ["trigger \"detained\" matched test/detention"],
            });
        }
        return new Reading(document, claims, []);
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", 32);
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe", 32);
    }
}
