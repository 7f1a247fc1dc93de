using System.CommandLine;
using System.CommandLine.Help;
using Hearsay.Language;
using Hearsay.Store;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>The program: its verbs, its exit codes, and what it does when something outside fails.</summary>
public static class CommandLine
{
    /// <summary>The verbs, in the order help lists them. A new verb is one line here and one file beside this one.</summary>
    private static RootCommand Build() => new("Reads reports of an armed conflict and keeps the record of what happened and of who says so.")
    {
        ReadVerb.Build(),
        WatchVerb.Build(),
        ClaimsVerb.Build(),
        EventsVerb.Build(),
        BriefVerb.Build(),
        ExplainVerb.Build(),
        VerifyVerb.Build(),
        CapturesVerb.Build(),
        PlacesVerb.Create(),
        CodebookVerb.Build(),
        ModelsVerb.Build(),
        TrainVerb.Build(),
        EvaluateVerb.Build(),
    };

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    /// <param name="terminal">Streams, clock and data folder of this run.</param>
    /// <param name="cancellation">Stops the run as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        RootCommand root = Build();
        foreach (Option option in root.Options)
            if (option is HelpOption { Action: HelpAction help }) option.Action = new HelpWithExamples(help);
        ParseResult parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors) await terminal.Error.WriteLineAsync($"hearsay: HS9001 {error.Message}");
            await terminal.Error.WriteLineAsync($"hearsay: see \"hearsay{(parsed.CommandResult.Command is RootCommand ? string.Empty : " " + parsed.CommandResult.Command.Name)} --help\"");
            return ExitCode.Usage;
        }
        try
        {
            int code = await parsed.InvokeAsync(terminal, cancellation);
            await terminal.Out.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync("hearsay: HS9002 stopped. What was read so far is kept; run the same command again to go on.");
            return ExitCode.Interrupted;
        }
        catch (RecordException exception)
        {
            await terminal.Error.WriteLineAsync($"hearsay: {exception.Code} {exception.Message}");
            return ExitCode.Usage;
        }
        catch (Exception exception) when (exception is DataFileException or ModelException)
        {
            await terminal.Error.WriteLineAsync($"hearsay: HS9003 A data file of the program cannot be used. {exception.Message}");
            return ExitCode.Usage;
        }
        catch (IOException exception) when (Terminal.IsBrokenPipe(exception))
        {
            // Whoever read our output has seen enough ("| head"): nothing went wrong.
            return ExitCode.Fine;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"hearsay: HS9004 {exception.Message}");
            return ExitCode.Usage;
        }
    }
}

/// <summary>What the exit status says.</summary>
public static class ExitCode
{
    /// <summary>All inputs were read.</summary>
    public const int Fine = 0;
    /// <summary>Finished, but some inputs had problems (each told on standard error and kept in the record).</summary>
    public const int SomeProblems = 1;
    /// <summary>Wrong usage, or nothing could be read.</summary>
    public const int Usage = 2;
    /// <summary>Stopped by Ctrl-C or a termination signal.</summary>
    public const int Interrupted = 130;

    /// <summary>The paragraph that every help page ends with.</summary>
    public const string Help = """
        Exit status:
          0    everything was read
          1    finished, but some inputs had problems (told on standard error)
          2    wrong usage, or nothing could be read
          130  stopped (Ctrl-C)
        """;
}
