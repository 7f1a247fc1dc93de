// dotnet run -c Release --project bench/Hearsay.Bench -- --filter '*'
// Each class has a baseline; what counts are the ratios within one run, on one machine. Results: bench/results.
using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Hearsay.Bench.StageBenchmarks).Assembly).Run(args);
