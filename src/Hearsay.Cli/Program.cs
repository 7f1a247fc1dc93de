using Hearsay.Cli;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
