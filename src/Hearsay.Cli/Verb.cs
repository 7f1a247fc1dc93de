using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hearsay.Cli;

/// <summary>A verb of the program, with examples for its help page.</summary>
/// <param name="name">The word typed.</param>
/// <param name="description">What it does, in a sentence.</param>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Command lines as typed, each with what it does.</summary>
    public IReadOnlyList<(string CommandLine, string Does)> Examples { get; init; } = [];
}

/// <summary>Help as usual, then the verb's examples and the exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            output.WriteLine("Examples:");
            foreach ((string commandLine, string does) in verb.Examples) output.WriteLine($"  {commandLine}\n      {does}");
            output.WriteLine();
        }
        output.WriteLine(ExitCode.Help);
        return code;
    }
}
