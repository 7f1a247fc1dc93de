// Lemmas: the dictionary form of each word.
// Input: form and tag. Output: lemma. A script says how to get from form to lemma: letters to drop in front, letters to cut
// at the end, what to append. Scripts are found by word and tag, by word and part of speech, or by the longest known ending
// with the same tag. Weak spot: suppletive forms not seen in training stay as they are.
using System.Buffers;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>How to make a lemma from a form.</summary>
/// <param name="Drop">Letters dropped in front.</param>
/// <param name="Cut">Letters cut at the end; <see cref="Whole"/> replaces the word.</param>
/// <param name="Add">What is appended.</param>
internal readonly record struct LemmaScript(byte Drop, byte Cut, string Add)
{
    public const byte Whole = 255;

    /// <summary>The script that leads from a form to a lemma, both in the case the lemma is stored in.</summary>
    public static LemmaScript Between(string form, string lemma)
    {
        int bestDrop = 0, bestCommon = -1;
        for (int drop = 0; drop <= Math.Min(3, form.Length - 1); drop++)
        {
            int common = 0;
            while (drop + common < form.Length && common < lemma.Length && Same(form[drop + common], lemma[common])) common++;
            if (common - (drop * 2) > bestCommon - (bestDrop * 2)) (bestDrop, bestCommon) = (drop, common);
        }
        if (bestCommon <= 0 || form.Length - bestDrop - bestCommon >= Whole) return new LemmaScript(0, Whole, lemma);
        return new LemmaScript((byte)bestDrop, (byte)(form.Length - bestDrop - bestCommon), lemma[bestCommon..]);
    }

    private static bool Same(char a, char b) => a == b || char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}

/// <summary>Finds lemmas. Immutable and thread-safe.</summary>
internal sealed class Lemmatizer
{
    private const uint WordTagKey = 201, WordKey = 202, SuffixKey = 203;

    private readonly KeyTable _keys;
    private readonly LemmaScript[] _scripts;

    public Lemmatizer(KeyTable keys, LemmaScript[] scripts)
    {
        _keys = keys;
        _scripts = scripts;
    }

    public static uint KeyOfWord(ulong word, ulong tag) => StableHash.Feature(WordTagKey, word, tag);

    public static uint KeyOfWord(ulong word, Upos upos) => StableHash.Feature(WordKey, word, (ulong)upos);

    public static uint KeyOfSuffix(ulong suffix, int length, ulong tag) => StableHash.Feature(SuffixKey, suffix, (ulong)length, tag);

    /// <summary>What stands for a tag in the keys.</summary>
    public static ulong TagKey(Upos upos, string feats) => StableHash.OfText(feats) + (ulong)upos;

    /// <summary>Writes the lemma of a word.</summary>
    /// <param name="form">Normalised form.</param>
    /// <param name="work">Columns of its sentence.</param>
    /// <param name="i">Position in it.</param>
    /// <param name="upos">Part of speech.</param>
    /// <param name="tagKey">See <see cref="TagKey"/>.</param>
    /// <param name="feats">Its features.</param>
    /// <param name="dictionary">The dictionary the sentence was looked up in, or null.</param>
    /// <param name="buffer">Room for the lemma: the form's length and 64 more.</param>
    /// <returns>Code units written.</returns>
    public int Lemmatize(ReadOnlySpan<char> form, SentenceWork work, int i, Upos upos, ulong tagKey, string feats, MorphDictionary? dictionary, Span<char> buffer)
    {
        bool name = upos is Upos.PROPN;
        int script = FindWord(work, i, upos, tagKey);
        if (script == KeyTable.None && dictionary is not null)
        {
            ReadOnlySpan<MorphDictionary.Reading> readings = work.ReadingsOf(i);
            int chosen = dictionary.Choose(readings, upos, feats);
            if (chosen >= 0) return FromDictionary(form, work, i, name, readings[chosen], dictionary, buffer);
        }
        if (script == KeyTable.None) script = FindEnding(work, i, tagKey);
        if (script == KeyTable.None) return name ? Copy(form, buffer) : Lower(form, buffer);
        LemmaScript edit = _scripts[script];
        if (edit.Cut == LemmaScript.Whole)
        {
            edit.Add.CopyTo(buffer);
            return edit.Add.Length;
        }
        int kept = form.Length - edit.Drop - edit.Cut;
        if (kept < 0 || (kept == 0 && edit.Add.Length == 0)) return name ? Copy(form, buffer) : Lower(form, buffer);
        ReadOnlySpan<char> stem = form.Slice(edit.Drop, kept);
        if (!name) Lower(stem, buffer);
        else
        {
            Copy(stem, buffer);
            // ПУТИНА gives Путин, not ПУТИН; abbreviations that do not change keep their capitals.
            if ((edit.Cut > 0 || edit.Add.Length > 0) && (work.Shape[i] & (SentenceWork.AllUpper | SentenceWork.HasLower)) == SentenceWork.AllUpper && form.Length > 3)
                for (int k = 1; k < kept; k++) buffer[k] = char.ToLowerInvariant(buffer[k]);
        }
        edit.Add.CopyTo(buffer[kept..]);
        return kept + edit.Add.Length;
    }

    private static int FromDictionary(ReadOnlySpan<char> form, SentenceWork work, int i, bool name, MorphDictionary.Reading reading, MorphDictionary dictionary, Span<char> buffer)
    {
        ReadOnlySpan<char> stem = form[..Math.Min((int)reading.Stem, form.Length)];
        string ending = dictionary.LemmaEnding(reading);
        Lower(stem, buffer);
        ending.CopyTo(buffer[stem.Length..]);
        int length = stem.Length + ending.Length;
        if (name)
        {
            // Capitals of the form are kept: Москвы, Нью-Йорка; СНГ; МОСКВЫ becomes Москва.
            bool unchanged = form.Equals(buffer[..length], StringComparison.OrdinalIgnoreCase);
            for (int k = 0; k < stem.Length; k++)
                if (k == 0 || unchanged || form[k - 1] == '-' || (work.Shape[i] & SentenceWork.HasLower) != 0) buffer[k] = form[k];
            if (unchanged) Copy(form, buffer);
            else if (length > 0) buffer[0] = char.ToUpperInvariant(buffer[0]);
        }
        return length;
    }

    private int Find(SentenceWork work, int i, Upos upos, ulong tagKey)
    {
        int script = FindWord(work, i, upos, tagKey);
        return script == KeyTable.None ? FindEnding(work, i, tagKey) : script;
    }

    private int FindWord(SentenceWork work, int i, Upos upos, ulong tagKey)
    {
        int script = _keys.Find(KeyOfWord(work.Word[i], tagKey));
        return script == KeyTable.None ? _keys.Find(KeyOfWord(work.Word[i], upos)) : script;
    }

    private int FindEnding(SentenceWork work, int i, ulong tagKey)
    {
        int script = KeyTable.None;
        for (int length = SentenceWork.SuffixLengths; script == KeyTable.None && length >= 0; length--)
            script = _keys.Find(KeyOfSuffix(length == 0 ? 0 : work.SuffixOf(i, length), length, tagKey));
        return script;
    }

    private static int Copy(ReadOnlySpan<char> text, Span<char> buffer)
    {
        text.CopyTo(buffer);
        return text.Length;
    }

    private static int Lower(ReadOnlySpan<char> text, Span<char> buffer) => text.ToLowerInvariant(buffer);

    public void Write(BinaryWriter writer)
    {
        writer.Write(_scripts.Length);
        foreach (LemmaScript script in _scripts)
        {
            writer.Write(script.Drop);
            writer.Write(script.Cut);
            writer.Write(script.Add);
        }
        _keys.Write(writer);
    }

    public static Lemmatizer Read(BinaryReader reader)
    {
        var scripts = new LemmaScript[reader.ReadInt32()];
        for (int i = 0; i < scripts.Length; i++) scripts[i] = new LemmaScript(reader.ReadByte(), reader.ReadByte(), reader.ReadString());
        return new Lemmatizer(KeyTable.Read(reader), scripts);
    }

    /// <summary>Learns from words with tags and lemmas.</summary>
    /// <param name="corpus">Tagged sentences with lemmas.</param>
    /// <param name="dictionary">A dictionary that is asked before endings are; words it gets wrong are remembered.</param>
    public static Lemmatizer Train(IEnumerable<TrainingSentence> corpus, MorphDictionary? dictionary)
    {
        var scripts = new Dictionary<LemmaScript, int>();
        var examples = new Dictionary<(ulong Word, ulong Tag, int Script), (SentenceWork Work, int I, Upos Upos, int Count, bool Told, bool Contradicts)>();
        foreach ((GoldSentence sentence, _) in corpus)
        {
            SentenceWork work = TaggerTrainer.Forms(sentence);
            if (dictionary is not null) work.LookUp(dictionary);
            for (int i = 0; i < sentence.Count; i++)
            {
                string form = WordForm.Normalize(sentence.Form[i]), lemma = WordForm.Normalize(sentence.Lemma[i]);
                Upos upos = sentence.Upos[i];
                if (upos is Upos.PUNCT or Upos.SYM or Upos.X || sentence.Feats[i] == GoldSentence.NoTag || lemma is "_" or "") continue;
                if (upos != Upos.PROPN) (form, lemma) = (form.ToLowerInvariant(), lemma.ToLowerInvariant());
                else if (char.IsUpper(form[0]) && char.IsLower(lemma[0])) lemma = char.ToUpperInvariant(lemma[0]) + lemma[1..];
                LemmaScript script = LemmaScript.Between(form, lemma);
                if (script.Add.Length > 40) continue;
                if (!scripts.TryGetValue(script, out int id)) scripts[script] = id = scripts.Count;
                var key = (work.Word[i], TagKey(upos, sentence.Feats[i]), id);
                bool told = dictionary is not null && TellsLemma(dictionary, work, i, upos, sentence.Feats[i], lemma) == true;
                bool contradicts = dictionary is not null && TellsLemma(dictionary, work, i, upos, sentence.Feats[i], lemma) == false;
                examples[key] = examples.TryGetValue(key, out var seen) ? seen with { Count = seen.Count + 1 } : (work, i, upos, 1, told, contradicts);
            }
        }
        var keys = new Dictionary<uint, int>();
        var words = examples.Select(e => (e.Key.Word, e.Key.Tag, e.Key.Script, e.Value.Work, e.Value.I, e.Value.Upos, e.Value.Count, e.Value.Told, e.Value.Contradicts)).ToList();
        // From the shortest ending to the longest: an ending is kept where it says something else than the shorter one.
        LemmaScript[] list = [.. scripts.OrderBy(s => s.Value).Select(s => s.Key)];
        for (int length = 0; length <= SentenceWork.SuffixLengths; length++)
        {
            int k = length;
            var votes = words.Where(w => list[w.Script].Cut != LemmaScript.Whole)
                .GroupBy(w => (Suffix: k == 0 ? 0 : w.Work.SuffixOf(w.I, k), w.Tag));
            var additions = new List<(uint, int)>();
            foreach (var group in votes)
            {
                // Words count once however frequent, so that rare words decide about rare words.
                var winner = group.GroupBy(w => w.Script).Select(g => (Script: g.Key, Votes: g.Sum(w => 1 + Math.Log2(w.Count)))).OrderByDescending(v => v.Votes).ThenBy(v => v.Script).First();
                var first = group.First();
                int shorter = KeyTable.None;
                for (int l = k - 1; shorter == KeyTable.None && l >= 0; l--)
                    if (keys.TryGetValue(KeyOfSuffix(l == 0 ? 0 : first.Work.SuffixOf(first.I, l), l, group.Key.Tag), out int found)) shorter = found;
                if (winner.Script != shorter) additions.Add((KeyOfSuffix(group.Key.Suffix, k, group.Key.Tag), winner.Script));
            }
            foreach ((uint key, int script) in additions) keys.TryAdd(key, script);
        }
        var table = new Lemmatizer(new KeyTable(keys), list);
        foreach (var group in words.GroupBy(w => (w.Word, w.Upos)))
        {
            var byTag = group.GroupBy(w => w.Tag).Select(g => (Tag: g.Key, Best: g.OrderByDescending(w => w.Count).ThenBy(w => w.Script).First())).ToList();
            bool all = byTag.All(t => t.Best.Told || (!t.Best.Contradicts && table.Find(t.Best.Work, t.Best.I, t.Best.Upos, t.Tag) == t.Best.Script));
            if (all) continue;
            int common = group.GroupBy(w => w.Script).OrderByDescending(g => g.Sum(w => w.Count)).ThenBy(g => g.Key).First().Key;
            // The lemma of a word rarely depends on more than its part of speech when forms coincide.
            if (byTag.Count > 1)
                foreach (var (tag, best) in byTag) keys.TryAdd(KeyOfWord(group.Key.Word, tag), best.Script);
            else keys.TryAdd(KeyOfWord(group.Key.Word, byTag[0].Tag), common);
            if (byTag.Count == 1) keys.TryAdd(KeyOfWord(group.Key.Word, group.Key.Upos), common);
        }
        return new Lemmatizer(new KeyTable(keys), list);
    }

    /// <summary>Whether the dictionary gives this lemma; null where it has no reading with the part of speech.</summary>
    private static bool? TellsLemma(MorphDictionary dictionary, SentenceWork work, int i, Upos upos, string feats, string lemma)
    {
        ReadOnlySpan<MorphDictionary.Reading> readings = work.ReadingsOf(i);
        int chosen = dictionary.Choose(readings, upos, feats);
        if (chosen < 0) return null;
        string found = string.Concat(work.LowerOf(i)[..readings[chosen].Stem], dictionary.LemmaEnding(readings[chosen]));
        return found == lemma.ToLowerInvariant().Replace('ё', 'е');
    }
}
