using System.Numerics;
using System.Runtime.CompilerServices;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>A sentence being parsed: its words without punctuation, a stack, a place in the buffer, and the arcs so far. Reused; not thread-safe.</summary>
/// <remarks>Node numbers run over the words that are not punctuation; node <see cref="Count"/> is the root, which stands last in the buffer.</remarks>
internal sealed class ParserState
{
    public const int None = -1;
    public const int Shift = 0, Left = 1, Right = 2;

    public int Count;
    /// <summary>Token of each node.</summary>
    public int[] Token = [];
    public ulong[] Word = [], Lemma = [], Upos = [], Morph = [], Case = [], Agreement = [], Suffix = [], Cluster = [];
    public bool HasClusters;
    /// <summary>Hash of the punctuation just before the node, 0 for none.</summary>
    public ulong[] PunctBefore = [];
    /// <summary>Number of punctuation tokens before the node in the sentence.</summary>
    public int[] PunctCount = [];
    /// <summary>What the nearest verb from the node on is, and how many commas or the like stand before it; 0 for none.</summary>
    public ulong[] Verb = [];
    /// <summary>The same, with how far away it is.</summary>
    public ulong[] VerbPlace = [];
    public int[] Head = [], Label = [];
    public int[] Left1 = [], Left2 = [], Right1 = [], Right2 = [], LeftCount = [], RightCount = [];
    /// <summary>Bits of the labels of the children on each side.</summary>
    public ulong[] LeftLabels = [], RightLabels = [];
    public int[] Stack = [];
    public int StackCount, Front;
    /// <summary>The transitions made so far.</summary>
    public byte[] History = [];
    public int Steps;

    // Values of the nodes that are not there.
    private const ulong Missing = 0x51, RootWord = 0x52;

    /// <summary>Takes over a tagged sentence.</summary>
    /// <param name="work">The sentence; its tags and lemmas are set.</param>
    /// <param name="tags">The tag set of its language.</param>
    public void Load(SentenceWork work, TagSet tags)
    {
        if (Token.Length < work.Count + 1)
        {
            int n = Math.Max(work.Count + 1, Token.Length * 2);
            Token = new int[n];
            Word = new ulong[n];
            Lemma = new ulong[n];
            Upos = new ulong[n];
            Morph = new ulong[n];
            Case = new ulong[n];
            Agreement = new ulong[n];
            Suffix = new ulong[n];
            Cluster = new ulong[n];
            PunctBefore = new ulong[n];
            PunctCount = new int[n];
            Verb = new ulong[n];
            VerbPlace = new ulong[n];
            Head = new int[n];
            Label = new int[n];
            Left1 = new int[n];
            Left2 = new int[n];
            Right1 = new int[n];
            Right2 = new int[n];
            LeftCount = new int[n];
            RightCount = new int[n];
            LeftLabels = new ulong[n];
            RightLabels = new ulong[n];
            Stack = new int[n];
            History = new byte[n * 2];
        }
        int count = 0, puncts = 0;
        ulong before = 0;
        for (int i = 0; i < work.Count; i++)
        {
            int tag = work.Tag[i];
            if (tags.Upos[tag] == Text.Upos.PUNCT)
            {
                before = (before * 31) + work.Word[i];
                puncts++;
                continue;
            }
            Token[count] = i;
            Word[count] = work.Word[i];
            Lemma[count] = work.Lemma[i];
            Upos[count] = (ulong)tags.Upos[tag] + 1;
            Morph[count] = tags.Morph[tag];
            Case[count] = tags.Case[tag];
            Agreement[count] = tags.Agreement[tag];
            Suffix[count] = work.SuffixOf(i, 3);
            Cluster[count] = (ulong)work.Cluster[i];
            PunctBefore[count] = before;
            PunctCount[count] = puncts;
            before = 0;
            count++;
        }
        Count = count;
        Token[count] = None;
        Word[count] = RootWord;
        Lemma[count] = RootWord;
        Upos[count] = 40;
        Morph[count] = 40;
        Case[count] = 0;
        Agreement[count] = 0;
        Suffix[count] = RootWord;
        Cluster[count] = 1002;
        HasClusters = work.HasClusters;
        PunctBefore[count] = before;
        PunctCount[count] = puncts;
        LookAhead();
        Start();
    }

    /// <summary>Fills the columns of the verb ahead: what "as hundreds of soldiers …" or "що на них …" opens is told by it.</summary>
    private void LookAhead()
    {
        Verb[Count] = VerbPlace[Count] = 0;
        int next = None;
        for (int i = Count - 1; i >= 0; i--)
        {
            if ((Text.Upos)(Upos[i] - 1) is Text.Upos.VERB or Text.Upos.AUX) next = i;
            if (next == None)
            {
                Verb[i] = VerbPlace[i] = 0;
                continue;
            }
            ulong puncts = (ulong)Math.Min(2, PunctCount[next] - PunctCount[i]);
            Verb[i] = Morph[next] + puncts;
            VerbPlace[i] = Upos[next] + (puncts * 64) + (Bucket(next - i) * 256);
        }
    }

    /// <summary>Becomes a copy: shares the columns of the words, which do not change while a sentence is parsed, and has its own arcs.</summary>
    public void CopyFrom(ParserState other)
    {
        Count = other.Count;
        (Token, Word, Lemma, Upos, Morph, Case, Agreement, Suffix, Cluster) = (other.Token, other.Word, other.Lemma, other.Upos, other.Morph, other.Case, other.Agreement, other.Suffix, other.Cluster);
        (PunctBefore, PunctCount, Verb, VerbPlace, HasClusters) = (other.PunctBefore, other.PunctCount, other.Verb, other.VerbPlace, other.HasClusters);
        (StackCount, Front, Steps) = (other.StackCount, other.Front, other.Steps);
        int n = Count + 1;
        if (Head.Length < n)
        {
            int room = n * 2;
            (Head, Label, Left1, Left2, Right1, Right2, LeftCount, RightCount, Stack) = (new int[room], new int[room], new int[room], new int[room], new int[room], new int[room], new int[room], new int[room], new int[room]);
            (LeftLabels, RightLabels, History) = (new ulong[room], new ulong[room], new byte[room * 2]);
        }
        Array.Copy(other.Head, Head, n);
        Array.Copy(other.Label, Label, n);
        Array.Copy(other.Left1, Left1, n);
        Array.Copy(other.Left2, Left2, n);
        Array.Copy(other.Right1, Right1, n);
        Array.Copy(other.Right2, Right2, n);
        Array.Copy(other.LeftCount, LeftCount, n);
        Array.Copy(other.RightCount, RightCount, n);
        Array.Copy(other.LeftLabels, LeftLabels, n);
        Array.Copy(other.RightLabels, RightLabels, n);
        Array.Copy(other.Stack, Stack, StackCount);
        Array.Copy(other.History, History, Steps);
    }

    /// <summary>Begins the parse anew: empty stack, no arcs.</summary>
    public void Start()
    {
        StackCount = 0;
        Front = 0;
        Steps = 0;
        for (int i = 0; i <= Count; i++)
        {
            Head[i] = Label[i] = Left1[i] = Left2[i] = Right1[i] = Right2[i] = None;
            LeftCount[i] = RightCount[i] = 0;
            LeftLabels[i] = RightLabels[i] = 0;
        }
    }

    public bool IsDone => Front == Count && StackCount == 0;

    public bool CanShift => Front < Count;

    /// <summary>The root takes one child: only the last word left on the stack.</summary>
    public bool CanLeft => StackCount > 0 && (Front < Count || StackCount == 1);

    public bool CanRight => StackCount > 1;

    /// <summary>The only transition there is, or −1 where there is a choice.</summary>
    public int ForcedAction => !CanShift ? CanRight ? Right : Left : !CanLeft ? Shift : None;

    public int S0 => StackCount > 0 ? Stack[StackCount - 1] : None;
    public int S1 => StackCount > 1 ? Stack[StackCount - 2] : None;
    public int S2 => StackCount > 2 ? Stack[StackCount - 3] : None;

    public void DoShift()
    {
        Stack[StackCount++] = Front++;
        History[Steps++] = Shift;
    }

    /// <summary>The top of the stack becomes a child of the front of the buffer.</summary>
    public void DoLeft(int label)
    {
        int child = Stack[--StackCount], head = Front;
        Head[child] = head;
        Label[child] = label;
        Left2[head] = Left1[head];
        Left1[head] = child;
        LeftCount[head]++;
        LeftLabels[head] |= 1UL << (label & 63);
        History[Steps++] = Left;
    }

    /// <summary>The top of the stack becomes a child of the word below it.</summary>
    public void DoRight(int label)
    {
        int child = Stack[--StackCount], head = Stack[StackCount - 1];
        Head[child] = head;
        Label[child] = label;
        Right2[head] = Right1[head];
        Right1[head] = child;
        RightCount[head]++;
        RightLabels[head] |= 1UL << (label & 63);
        History[Steps++] = Right;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong At(ulong[] column, int node) => node < 0 ? Missing : column[node];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong LabelOf(int node) => node < 0 ? 200 : (ulong)Label[node];

    private int NodeAt(int node) => node <= Count ? node : None;

    private static ulong Bucket(int distance) => distance switch { <= 4 => (ulong)distance, <= 6 => 5, <= 10 => 6, <= 20 => 7, _ => 8 };

    public const int MaxFeatures = 128;

    /// <summary>Features of the choice among shift, left and right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ExtractAction(ref FeatureList features)
    {
        int s0 = S0, s1 = S1, s2 = S2, b0 = Front, b1 = NodeAt(Front + 1), b2 = NodeAt(Front + 2), b3 = NodeAt(Front + 3);
        ulong ws0 = At(Lemma, s0), ws1 = At(Lemma, s1), wb0 = At(Lemma, b0), wb1 = At(Lemma, b1);
        ulong ps0 = At(Upos, s0), ps1 = At(Upos, s1), ps2 = At(Upos, s2), pb0 = At(Upos, b0), pb1 = At(Upos, b1), pb2 = At(Upos, b2), pb3 = At(Upos, b3);
        ulong ms0 = At(Morph, s0), ms1 = At(Morph, s1), ms2 = At(Morph, s2), mb0 = At(Morph, b0), mb1 = At(Morph, b1), mb2 = At(Morph, b2);
        int s0l1 = s0 < 0 ? None : Left1[s0], s0l2 = s0 < 0 ? None : Left2[s0], s0r1 = s0 < 0 ? None : Right1[s0], s0r2 = s0 < 0 ? None : Right2[s0];
        int s1r1 = s1 < 0 ? None : Right1[s1], s1r2 = s1 < 0 ? None : Right2[s1], s1l1 = s1 < 0 ? None : Left1[s1];
        int b0l1 = Left1[b0], b0l2 = Left2[b0];
        ulong s0Left = s0 < 0 ? 0 : LeftLabels[s0], s0Right = s0 < 0 ? 0 : RightLabels[s0], s1Left = s1 < 0 ? 0 : LeftLabels[s1], s1Right = s1 < 0 ? 0 : RightLabels[s1], b0Left = LeftLabels[b0];
        ulong distance = s0 < 0 ? 15 : Bucket(b0 - s0), below = s1 < 0 ? 15 : Bucket(s0 - s1);
        ulong punctS0B0 = s0 < 0 ? 9 : (ulong)Math.Min(3, PunctCount[b0] - PunctCount[s0]);
        ulong punctS1S0 = s1 < 0 ? 9 : (ulong)Math.Min(3, PunctCount[s0] - PunctCount[s1]);
        ulong beforeB0 = PunctBefore[b0], beforeS0 = s0 < 0 ? 0 : PunctBefore[s0], beforeB1 = b1 < 0 ? 0 : PunctBefore[b1];

        features.Add(88, At(Word, s0), ps0);
        features.Add(89, At(Word, s1), ps1);
        features.Add(90, At(Word, b0), pb0);
        features.Add(1, ws0, ps0);
        features.Add(2, ms0);
        features.Add(3, ws1, ps1);
        features.Add(4, ms1);
        features.Add(5, wb0, pb0);
        features.Add(6, mb0);
        features.Add(7, wb1, pb1);
        features.Add(8, mb1);
        features.Add(9, mb2);
        features.Add(10, ms2);
        features.Add(11, ws0, wb0);
        features.Add(12, ws0, mb0);
        features.Add(13, ms0, wb0);
        features.Add(14, ms0, mb0);
        features.Add(15, ws1, ws0);
        features.Add(16, ws1, ms0);
        features.Add(17, ms1, ws0);
        features.Add(18, ms1, ms0);
        features.Add(19, ms1, mb0);
        features.Add(20, ws1, wb0);
        features.Add(21, mb0, mb1);
        features.Add(22, ws0, mb0, mb1);
        features.Add(23, ms0, mb0, mb1);
        features.Add(24, ms1, ms0, mb0);
        features.Add(25, ps2, ms1, ms0);
        features.Add(26, pb0, pb1, pb2);
        features.Add(27, ms0, mb0, distance);
        features.Add(28, ps0, pb0, (distance * 16) + punctS0B0);
        features.Add(29, ms1, ms0, (below * 16) + punctS1S0);
        features.Add(30, ps1, ps0, pb0 + (distance * 64) + (below * 1024));
        features.Add(31, ps0 + (pb0 * 64), s0Left, s0Right);
        features.Add(32, ps0, s0Left, s0Right);
        features.Add(33, ps1 + (ps0 * 64), s1Left, s1Right);
        features.Add(34, ps0 + (pb0 * 64), b0Left);
        features.Add(35, mb0, b0Left);
        features.Add(36, ms0, At(Morph, s0l1), LabelOf(s0l1));
        features.Add(37, ms0, At(Morph, s0r1), LabelOf(s0r1));
        features.Add(38, ms1, At(Morph, s1r1), LabelOf(s1r1));
        features.Add(39, mb0, At(Morph, b0l1), LabelOf(b0l1));
        features.Add(40, ms0, mb0, At(Upos, b0l1) + (LabelOf(b0l1) * 64));
        features.Add(41, ms0, mb0, At(Upos, s0r1) + (LabelOf(s0r1) * 64));
        features.Add(42, ms0, mb0, At(Upos, s0l1) + (LabelOf(s0l1) * 64));
        features.Add(43, ms1, ms0, At(Upos, s0l1) + (LabelOf(s0l1) * 64));
        features.Add(44, ms1, ms0, At(Upos, s0r1) + (LabelOf(s0r1) * 64));
        features.Add(45, ms1, ms0, At(Upos, s1r1) + (LabelOf(s1r1) * 64));
        features.Add(46, ms1, ws0, At(Lemma, s0l1));
        features.Add(47, ws1, ms0, At(Lemma, s0l1));
        features.Add(48, ws0, mb0, At(Lemma, b0l1));
        features.Add(49, ms0, wb0, At(Lemma, b0l1));
        features.Add(50, ms0, LabelOf(s0l1) + (LabelOf(s0l2) * 256) + (LabelOf(s0r1) * 65536) + (LabelOf(s0r2) * 16777216));
        features.Add(51, ms1, LabelOf(s1r1) + (LabelOf(s1r2) * 256) + (LabelOf(s1l1) * 65536));
        features.Add(52, mb0, LabelOf(b0l1) + (LabelOf(b0l2) * 256));
        features.Add(53, beforeB0, ms0, mb0);
        features.Add(54, beforeB0, mb0);
        features.Add(55, beforeB0, ps0 + (pb0 * 64), beforeS0);
        features.Add(56, beforeS0, ms1, ms0);
        features.Add(57, beforeS0, ps1 + (ps0 * 64) + (pb0 * 4096), punctS0B0);
        features.Add(58, beforeB0, wb0, ps0);
        features.Add(59, beforeB1, mb0, mb1);
        features.Add(60, s0 < 0 ? 0 : Same(Agreement[s0], Agreement[b0]), ms0, mb0);
        features.Add(61, s1 < 0 ? 0 : Same(Agreement[s1], Agreement[s0]), ms1, ms0);
        features.Add(62, s0 < 0 ? 0 : Same(Case[s0], Case[b0]), ps0 + (pb0 * 64), b1 < 0 ? 0 : Same(Case[b0], Case[b1]) + (pb1 * 8));
        features.Add(63, s1 < 0 ? 0 : Same(Case[s1], Case[s0]), ps1 + (ps0 * 64) + (pb0 * 4096), Same(Case[s0], Case[b0]));
        features.Add(64, ps0 + (pb0 * 64) + (pb1 * 4096), pb2 + (pb3 * 64));
        features.Add(65, ps1 + (ps0 * 64) + (pb0 * 4096), pb1 + (ps2 * 64));
        features.Add(66, ws0, pb0 + (pb1 * 64), beforeB0);
        features.Add(67, wb0, ps0 + (ps1 * 64));
        features.Add(68, ws1, ps0 + (pb0 * 64));
        features.Add(69, wb0, wb1);
        features.Add(70, ws0, wb1, pb0);
        features.Add(71, At(Suffix, s0), At(Suffix, b0), ps0 + (pb0 * 64));
        features.Add(72, At(Suffix, s1), At(Suffix, s0), ps1 + (ps0 * 64));
        features.Add(73, ws1, (ulong)BitOperations.PopCount(s1Right), ms0);
        features.Add(74, ws0, s0Right, pb0);
        features.Add(75, ms1, s1Right, ms0);
        features.Add(76, ms0, s0Right, mb0);
        features.Add(77, ms0, s0Left, mb0);
        features.Add(78, Between(s1, s0, ps1, ps0), ps1 + (ps0 * 64));
        features.Add(79, ms1, ms0, mb0 + (mb1 * 3));
        int ahead = Math.Min(b0 + 1, Count);
        ulong verb = Verb[ahead], place = VerbPlace[ahead];
        features.Add(91, verb, ms0, mb0);
        features.Add(92, verb, ws0, pb0);
        features.Add(93, place, ps0 + (pb0 * 64), ps1);
        features.Add(94, place, ws0, pb0);
        features.Add(95, verb, ms1 + ms0, pb0);
        if (!HasClusters) return;
        ulong cs0 = At(Cluster, s0), cs1 = At(Cluster, s1), cb0 = At(Cluster, b0);
        features.Add(80, cs0, cb0, ps0 + (pb0 * 64));
        features.Add(81, cs1, cs0, ps1 + (ps0 * 64));
        features.Add(82, cs0, mb0, ps1);
        features.Add(83, cb0, ms0);
        features.Add(84, cs1, ms0, pb0);
        features.Add(85, cs1, cb0, ps0 + (pb0 * 64));
        features.Add(86, cs0 >> 3, cb0 >> 3, cs1 >> 3);
        features.Add(87, cs0, At(Cluster, b1), pb0);
    }

    private static ulong Same(ulong a, ulong b) => a == 0 || b == 0 ? 1u : a == b ? 2u : 3u;

    /// <summary>Which parts of speech stand between two nodes, as bits.</summary>
    private ulong Between(int left, int right, ulong a, ulong b)
    {
        if (left < 0 || right < 0) return a ^ b;
        ulong set = 0;
        for (int i = left + 1, end = Math.Min(right, left + 12); i < end; i++) set |= 1UL << (int)Upos[i];
        return set;
    }

    /// <summary>Features of the relation between a word and its head; the word has all its children.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ExtractLabel(int head, int child, ref FeatureList features)
    {
        ulong direction = head > child ? 1u : 2u;
        ulong wh = Lemma[head], wc = Lemma[child], ph = Upos[head], pc = Upos[child], mh = Morph[head], mc = Morph[child];
        int l1 = Left1[child], r1 = Right1[child], l2 = Left2[child];
        ulong side = direction + (Bucket(Math.Abs(head - child)) * 4);
        ulong wl1 = At(Lemma, l1), wl2 = At(Lemma, l2);
        ulong childLeft = LeftLabels[child], childRight = RightLabels[child], headLeft = LeftLabels[head], headRight = RightLabels[head];
        int before = child - 1, after = child + 1 <= Count ? child + 1 : None;
        features.Add(141, Word[child], direction);
        features.Add(101, wc, direction);
        features.Add(102, mc, direction);
        features.Add(103, wh, direction);
        features.Add(104, mh, direction);
        features.Add(105, wh, wc, direction);
        features.Add(106, wh, mc, direction);
        features.Add(107, mh, wc, direction);
        features.Add(108, mh, mc, direction);
        features.Add(109, ph + (pc * 64), side);
        features.Add(110, mh, mc, side);
        features.Add(111, mc, wl1, (ph * 4) + direction);
        features.Add(112, mc, wl1, wh);
        features.Add(113, mc, childLeft, mh + direction);
        features.Add(114, pc + (ph * 64) + (direction * 4096), childLeft, childRight);
        features.Add(115, mc, childLeft, childRight);
        features.Add(116, mh, headLeft, mc + direction);
        features.Add(117, mh, headRight, mc + direction);
        features.Add(118, ph + (pc * 64) + (direction * 4096), headLeft, headRight);
        features.Add(119, mc, At(Morph, r1), LabelOf(r1) + (ph * 256));
        features.Add(120, At(Suffix, child), pc + (ph * 64) + (direction * 4096));
        features.Add(121, At(Suffix, head), mc, direction);
        features.Add(122, At(Upos, before) + (At(Upos, after) * 64), pc + (ph * 64), direction);
        features.Add(123, At(Lemma, before), mc, (ph * 4) + direction);
        features.Add(124, At(Lemma, after), mc, (ph * 4) + direction);
        features.Add(125, PunctBefore[child], mc, (mh * 4) + direction);
        features.Add(126, (ulong)Math.Min(3, Math.Abs(PunctCount[head] - PunctCount[child])), ph + (pc * 64), side);
        features.Add(127, Same(Agreement[head], Agreement[child]), mh, mc + direction);
        features.Add(128, Same(Case[head], Case[child]) + (ph * 8) + (pc * 512), direction, childLeft);
        features.Add(129, wl1, wl2, (pc * 256) + (ph * 4) + direction);
        features.Add(130, At(Suffix, child), At(Suffix, head), direction);
        features.Add(131, wl1, pc, wc);
        features.Add(132, wh, headLeft | headRight, pc + direction);
        features.Add(133, At(Upos, l1) + (At(Upos, r1) * 64), mc, mh + direction);
        features.Add(134, At(Morph, l1), mc, LabelOf(l1));
        features.Add(135, wl1, LabelOf(l1), (pc * 256) + (ph * 4) + direction);
        if (!HasClusters) return;
        ulong ch = Cluster[head], cc = Cluster[child];
        features.Add(136, ch, cc, direction);
        features.Add(137, ch, mc, direction);
        features.Add(138, cc, mh, direction);
        features.Add(139, cc, wl1, (pc * 256) + (ph * 4) + direction);
        features.Add(140, ch, wl1, (pc * 256) + (ph * 4) + direction);
    }
}
