namespace Hearsay.Language;

/// <summary>Makes one string of equal spans; reused within a document. Not thread-safe.</summary>
internal sealed class StringPool
{
    private string?[] _slots = new string?[1024];
    private int _count;

    /// <summary>A string with these characters, the same one for the same characters.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return "";
        if (_count * 2 > _slots.Length) Grow();
        int mask = _slots.Length - 1;
        for (int at = (int)(StableHash.OfText(text) >> 20) & mask; ; at = (at + 1) & mask)
        {
            string? found = _slots[at];
            if (found is null)
            {
                _count++;
                return _slots[at] = text.ToString();
            }
            if (text.SequenceEqual(found)) return found;
        }
    }

    private void Grow()
    {
        string?[] old = _slots;
        _slots = new string?[old.Length * 2];
        int mask = _slots.Length - 1;
        foreach (string? text in old)
        {
            if (text is null) continue;
            int at = (int)(StableHash.OfText(text) >> 20) & mask;
            while (_slots[at] is not null) at = (at + 1) & mask;
            _slots[at] = text;
        }
    }
}
