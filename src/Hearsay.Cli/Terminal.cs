using System.CommandLine;
using System.Text;
using Hearsay.Capture;
using Hearsay.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace Hearsay.Cli;

/// <summary>Where a run reads from and writes to, and what it takes from its surroundings.</summary>
public sealed class Terminal : InvocationConfiguration
{
    /// <summary>A run on these streams.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output, as bytes.</param>
    /// <param name="error">Standard error.</param>
    public Terminal(Stream input, Stream output, TextWriter error)
    {
        In = input;
        Out = output;
        Output = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
        Error = error;
        EnableDefaultExceptionHandler = false;
    }

    public Stream In { get; }

    public Stream Out { get; }

    /// <summary>Tells when a capture came.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Limits of reading from the network.</summary>
    public FetchOptions Network { get; init; } = new();

    /// <summary>The folder data/ with rules, lexicons, gazetteer and models.</summary>
    public string DataDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Loads what reads documents, from the data folder.</summary>
    public Func<string, Engine> LoadEngine { get; init; } = Engine.Load;

    /// <summary>Console for progress; null where standard error is no terminal, or colour and movement are not wanted.</summary>
    public IAnsiConsole? Progress { get; init; }

    /// <summary>Environment variable that tells servers where they reach the user.</summary>
    private const string ContactVariable = "HEARSAY_CONTACT";

    /// <summary>The terminal this process was started from.</summary>
    public static Terminal OfProcess()
    {
        bool quiet = Console.IsErrorRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";
        // Not Console.OpenStandardOutput: that stream goes on silently when its reader has gone.
        Stream output = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A file that several commands write to in turn ("(a; b) > out") keeps one position for all; this stream would keep its own.
        if (output.CanSeek) output = Console.OpenStandardOutput();
        string? contact = Environment.GetEnvironmentVariable(ContactVariable) is { Length: > 0 } told ? told.Trim() : null;
        if (contact is not null && !FetchOptions.IsContact(contact))
        {
            Console.Error.WriteLine($"hearsay: warning: {ContactVariable} is no address of a page or of mail; servers are told none.");
            contact = null;
        }
        return new Terminal(Console.OpenStandardInput(), output, Console.Error)
        {
            Network = new FetchOptions { Contact = contact },
            Progress = quiet ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
        };
    }

    /// <summary>The terminal of a run in progress.</summary>
    public static Terminal Of(ParseResult parsed) => (Terminal)parsed.InvocationConfiguration;

    /// <summary>Tells a problem: one line, with its code.</summary>
    public void Tell(Problem problem) =>
        Error.WriteLine($"hearsay: {problem.Code} {(problem.IsError ? string.Empty : "warning: ")}{problem.Document}: {problem.Message.ReplaceLineEndings(" ")}");

    /// <summary>Whether a write failed because the reader of a pipe has gone.</summary>
    public static bool IsBrokenPipe(IOException exception)
    {
        const int brokenPipe = 32, windowsNoData = unchecked((int)0x800700E8), windowsBrokenPipe = unchecked((int)0x8007006D);
        return exception.HResult is brokenPipe or windowsNoData or windowsBrokenPipe;
    }
}
