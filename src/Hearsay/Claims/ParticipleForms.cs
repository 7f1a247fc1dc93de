namespace Hearsay.Claims;

/// <summary>Long participles of Russian and Ukrainian as the adjectives they are declined like: «погибших» is a form of «погибший».</summary>
/// <remarks>Taggers give them now the lemma of the verb, now one of their own; codebooks list those that have become nouns.</remarks>
internal static class ParticipleForms
{
    private static readonly string[] Endings = ["ими", "ыми", "ого", "его", "ому", "ему", "ая", "яя", "ую", "юю", "ое", "ее", "ой", "ей", "ом", "ем", "ым", "им", "ых", "их", "ые", "ие", "ый", "ий"];

    /// <summary>The masculine nominative of an adjective's form; the form itself where its ending is none of theirs.</summary>
    public static string Adjective(string form)
    {
        foreach (string ending in Endings)
            if (form.Length > ending.Length + 3 && form.EndsWith(ending, StringComparison.Ordinal))
            {
                string stem = form[..^ending.Length];
                // «погибший», «идущий»: after a hissing consonant the ending is soft.
                return stem + (stem[^1] is 'ш' or 'щ' ? "ий" : "ый");
            }
        return form;
    }
}
