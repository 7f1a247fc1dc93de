using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>What turns inputs into readings.</summary>
/// <param name="Captures">Takes documents from bytes.</param>
/// <param name="Read">Reads one document; called from several threads at once.</param>
public sealed record Engine(CaptureReader Captures, Func<Document, Reading> Read)
{
    /// <summary>Loads rules, lexicons, gazetteer and models.</summary>
    public static Engine Load(string dataDirectory)
    {
        Pipeline pipeline = Pipeline.Load(dataDirectory);
        return new Engine(pipeline.Captures, pipeline.Read);
    }
}
