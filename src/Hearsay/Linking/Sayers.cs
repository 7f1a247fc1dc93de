namespace Hearsay.Linking;

/// <summary>Names who says what, for values set side by side.</summary>
internal sealed class Sayers(Names names)
{
    /// <summary>For each side the names of those who say it, ordered; where one name stands on several sides,
    /// the document that tells it so is added.</summary>
    public IReadOnlyList<string>[] Of(IReadOnlyList<IReadOnlyList<Member>> sides)
    {
        HashSet<string> once = new(StringComparer.Ordinal), twice = new(StringComparer.Ordinal);
        foreach (IReadOnlyList<Member> side in sides)
            foreach (string name in side.Select(NameOf).Distinct(StringComparer.Ordinal))
                if (!once.Add(name)) twice.Add(name);
        return [.. sides.Select(side => (IReadOnlyList<string>)[.. side
            .Select(member => NameOf(member) is var name && twice.Contains(name) ? Qualified(name, member) : name)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])];
    }

    private string Qualified(string name, Member member)
    {
        string publisher = names.Of(member.Publisher).Text;
        return publisher == name ? $"{name}, \"{member.Document.Title ?? member.Document.Key}\"" : $"{name}, as told by {publisher}";
    }

    private string NameOf(Member member) =>
        names.Of(member.Claim.Sources.Count > 0 ? member.Claim.Sources[^1].Name : member.Publisher).Text;
}
