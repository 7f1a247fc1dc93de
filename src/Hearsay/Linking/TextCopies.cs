// Copies: which documents carry the same text, whole, in part, or in another language.
// Input: documents in record order. Output: groups of near-duplicates, and pairwise answers for excerpts and translations.
// Method: winnowed fingerprints of word five-grams (Schleimer, Wilkerson and Aiken, SIGMOD 2003) in an inverted index;
// translations by the order of numbers and names, which survive translating.
// Cost: near linear in the text; a posting compares a document only with the few before it, so a text copied
// ten thousand times costs ten thousand short comparisons.
// Known weak spots: a text rewritten sentence by sentence in the same language is not a copy here; its quoted sources
// still collapse by name.
using System.Collections.Concurrent;
using Hearsay.Text;

namespace Hearsay.Linking;

/// <summary>How one document's text depends on another's.</summary>
internal enum TextRelation : byte { None, Copy, Translation }

/// <summary>Finds copies and translations among documents.</summary>
internal sealed class TextCopies
{
    private const int GramLength = 5;
    private const int Window = 6;
    /// <summary>A posting links a document with this many before it; more are reached through those.</summary>
    private const int PostingReach = 6;
    /// <summary>Share of the shorter text's fingerprints that both have. Agency copies with a changed headline and a cut
    /// last paragraph stay above 0.7, reports of one event by different authors below 0.15 (own samples, November 2026).</summary>
    private const double CopyShare = 0.6;
    private const int FewestFingerprints = 4;
    private const int FewestAnchors = 8;
    private const int MostAnchors = 400;
    /// <summary>Share of the shorter anchor sequence that both have in the same order.</summary>
    private const double TranslationShare = 0.6;

    private readonly IReadOnlyList<Document> documents;
    private readonly int[] group;
    private readonly Names names;
    private readonly ConcurrentDictionary<int, string[]> anchors = new();
    private readonly ConcurrentDictionary<(int, int), bool> translations = new();

    public TextCopies(IReadOnlyList<Document> documents, Names names)
    {
        this.documents = documents;
        this.names = names;
        group = Enumerable.Range(0, documents.Count).ToArray();
        ulong[][] prints = new ulong[documents.Count][];
        Parallel.For(0, documents.Count, i => prints[i] = Fingerprints(documents[i].Body));

        Dictionary<ulong, List<int>> postings = [];
        Dictionary<int, int> shared = [];
        for (int later = 0; later < prints.Length; later++)
        {
            shared.Clear();
            foreach (ulong print in prints[later])
            {
                if (!postings.TryGetValue(print, out List<int>? earlier)) postings[print] = earlier = [];
                for (int i = Math.Max(0, earlier.Count - PostingReach); i < earlier.Count; i++)
                    shared[earlier[i]] = shared.GetValueOrDefault(earlier[i]) + 1;
                earlier.Add(later);
            }
            foreach ((int earlier, int count) in shared)
            {
                int shorter = Math.Min(prints[earlier].Length, prints[later].Length);
                int longer = Math.Max(prints[earlier].Length, prints[later].Length);
                // Both ways: an excerpt in a long page is judged claim by claim instead, by its sentences.
                if (shorter >= FewestFingerprints && count >= CopyShare * shorter && count >= CopyShare / 2 * longer) Join(earlier, later);
            }
        }
        for (int i = 0; i < group.Length; i++) group[i] = Find(i);
    }

    /// <summary>How the text of one document depends on that of the other; symmetric.</summary>
    public TextRelation Relation(int one, int other)
    {
        if (one == other) return TextRelation.None;
        if (group[one] == group[other]) return TextRelation.Copy;
        return IsTranslation(Math.Min(one, other), Math.Max(one, other)) ? TextRelation.Translation : TextRelation.None;
    }

    /// <summary>Whether two sentences of different documents are one sentence copied: nearly all word triples shared.</summary>
    public static bool SameSentence(ulong[] shingles, ulong[] other)
    {
        int shorter = Math.Min(shingles.Length, other.Length);
        return shorter >= 5 && Shared(shingles, other) >= 0.75 * shorter && shorter * 2 >= Math.Max(shingles.Length, other.Length);
    }

    /// <summary>Number of values two sorted arrays share.</summary>
    public static int Shared(ulong[] sorted, ulong[] other)
    {
        int count = 0;
        for (int i = 0, j = 0; i < sorted.Length && j < other.Length;)
        {
            if (sorted[i] == other[j]) { count++; i++; j++; }
            else if (sorted[i] < other[j]) i++;
            else j++;
        }
        return count;
    }

    /// <summary>Sorted distinct hashes of a sentence's word stems and word triples.</summary>
    public static (ulong[] Words, ulong[] Shingles) SentenceHashes(string sentence)
    {
        const int stem = 6;
        List<ulong> stems = [], whole = [];
        foreach (Range range in WordSplitter.Words(sentence))
        {
            ReadOnlySpan<char> word = sentence.AsSpan(range);
            whole.Add(WordSplitter.Hash(word));
            if (word.Length > 3 || char.IsDigit(word[0])) stems.Add(WordSplitter.Hash(word[..Math.Min(stem, word.Length)]));
        }
        List<ulong> triples = [];
        for (int i = 0; i + 3 <= whole.Count; i++) triples.Add(Combine(whole, i, 3));
        return ([.. stems.Distinct().Order()], [.. triples.Distinct().Order()]);
    }

    private static ulong Combine(List<ulong> words, int first, int count)
    {
        ulong hash = 0;
        for (int i = first; i < first + count; i++) hash = (hash * 0x9E3779B97F4A7C15) ^ (words[i] + (hash >> 29));
        hash ^= hash >> 32;
        return hash * 0xD6E8FEB86659FD93;
    }

    private static ulong[] Fingerprints(string body)
    {
        List<ulong> words = [];
        foreach (Range range in WordSplitter.Words(body)) words.Add(WordSplitter.Hash(body.AsSpan(range)));
        HashSet<ulong> prints = [];
        int grams = words.Count - GramLength + 1;
        if (grams <= 0) return [];
        ulong[] hashes = new ulong[grams];
        for (int i = 0; i < grams; i++) hashes[i] = Combine(words, i, GramLength);
        int least = -1;
        for (int end = Math.Min(Window, grams) - 1; end < grams; end++)
        {
            int start = Math.Max(0, end - Window + 1);
            if (least < start)
            {
                least = start;
                for (int i = start + 1; i <= end; i++)
                    if (hashes[i] <= hashes[least]) least = i;
            }
            else if (hashes[end] <= hashes[least]) least = end;
            prints.Add(hashes[least]);
        }
        return [.. prints];
    }

    private bool IsTranslation(int one, int other)
    {
        Document first = documents[one], second = documents[other];
        if (first.Language == second.Language || first.Body.Length * 5L < second.Body.Length * 2L || second.Body.Length * 5L < first.Body.Length * 2L) return false;
        return translations.GetOrAdd((one, other), pair =>
        {
            string[] a = AnchorsOf(pair.Item1), b = AnchorsOf(pair.Item2);
            int shorter = Math.Min(a.Length, b.Length);
            return shorter >= FewestAnchors && LongestCommonSubsequence(a, b) >= TranslationShare * shorter
                && shorter * 2 >= Math.Max(a.Length, b.Length);
        });
    }

    /// <summary>Numbers and proper names of a text in order, spelt the same in every language.</summary>
    private string[] AnchorsOf(int document) => anchors.GetOrAdd(document, index =>
    {
        string body = documents[index].Body;
        List<string> found = [];
        bool sentenceStart = true;
        int last = 0;
        foreach (Range range in WordSplitter.Words(body))
        {
            (int start, int length) = range.GetOffsetAndLength(body.Length);
            for (int i = last; i < start; i++)
                if (body[i] is '.' or '!' or '?' or '\n' or ':' or '…') sentenceStart = true;
            last = start + length;
            ReadOnlySpan<char> word = body.AsSpan(start, length);
            if (char.IsDigit(word[0])) found.Add(new string([.. word.ToString().Where(char.IsDigit)]));
            else if (char.IsUpper(word[0]) && !sentenceStart && length > 2)
            {
                string lower = word.ToString().ToLowerInvariant();
                string key = names.IsCommon(lower) ? string.Empty : Names.Skeleton(lower);
                if (key.Length > 1) found.Add(key);
            }
            sentenceStart = false;
            if (found.Count == MostAnchors) break;
        }
        return [.. found];
    });

    private static int LongestCommonSubsequence(string[] a, string[] b)
    {
        int[] row = new int[b.Length + 1];
        foreach (string here in a)
        {
            int diagonal = 0;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = here == b[j - 1] ? diagonal + 1 : Math.Max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[^1];
    }

    private int Find(int member)
    {
        while (group[member] != member) member = group[member] = group[group[member]];
        return member;
    }

    private void Join(int one, int other)
    {
        int a = Find(one), b = Find(other);
        if (a != b) group[Math.Max(a, b)] = Math.Min(a, b);
    }
}
