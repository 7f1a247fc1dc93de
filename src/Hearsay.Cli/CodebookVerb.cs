using System.CommandLine;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary><c>hearsay codebook</c>: what each type of event means, and the words that report it.</summary>
public static class CodebookVerb
{
    public static Command Build()
    {
        Argument<string?> type = new("TYPE") { Description = "One type (detention) or family (coercion). Default: all.", Arity = ArgumentArity.ZeroOrOne };
        Verb verb = new("codebook", $"Prints the codebook as Markdown: what each type of event means, what counts, its codes in ACLED, PLOVER and CAMEO, the words that report it. Your own types, words and rules go into {UserData.Folder("codebook")}.")
        {
            Examples =
            [
                ("hearsay codebook", "the whole codebook"),
                ("hearsay codebook detention", "one type"),
                ("hearsay codebook > codebook.md", "to read or print"),
            ],
        };
        verb.Add(type);
        verb.SetAction(parsed =>
        {
            Terminal terminal = Terminal.Of(parsed);
            Codebook codebook = Codebook.Load(Path.Combine(terminal.DataDirectory, "codebook"), UserData.Folder("codebook"));
            string? asked = parsed.GetValue(type);
            EventType[] types = [.. codebook.Types.Where(each => asked is null || each.Code == asked || each.Family == asked)];
            if (types.Length == 0)
            {
                terminal.Error.WriteLine($"hearsay: HS9001 No type or family \"{asked}\". Types: {string.Join(", ", codebook.Types.Select(each => each.Code))}.");
                return ExitCode.Usage;
            }
            terminal.Output.WriteLine("# Codebook");
            string? family = null;
            foreach (EventType each in types)
            {
                if (each.Family != family) terminal.Output.WriteLine($"\n## {family = each.Family}");
                Write(terminal.Output, codebook, each);
            }
            return ExitCode.Fine;
        });
        return verb;
    }

    private static void Write(TextWriter output, Codebook codebook, EventType type)
    {
        output.WriteLine($"\n### {type.Code}\n{type.Meaning}\n");
        if (type.Counts.Count > 0) output.WriteLine($"- **Counts:** {string.Join("; ", type.Counts)}");
        if (type.Excludes.Count > 0) output.WriteLine($"- **Does not:** {string.Join("; ", type.Excludes)}");
        foreach ((string role, string meaning) in type.Roles) output.WriteLine($"- **{char.ToUpperInvariant(role[0])}{role[1..]}:** {meaning}");
        if (type.Codes.Count > 0) output.WriteLine($"- **Codes:** {string.Join("; ", type.Codes.Select(code => $"{code.Key.ToUpperInvariant()} {code.Value}"))}");
        foreach ((LanguageCode language, string name) in new[] { (LanguageCode.English, "English"), (LanguageCode.Russian, "Russian"), (LanguageCode.Ukrainian, "Ukrainian") })
            if (codebook.WordsOf(language, type).ToArray() is { Length: > 0 } words) output.WriteLine($"- **{name}:** {string.Join(", ", words)}");
    }
}
