using System.Numerics;
using System.Runtime.InteropServices;

namespace Hearsay.Language;

/// <summary>Averaged perceptron over hashed features; grows as it makes mistakes. Not thread-safe.</summary>
/// <remarks>Averages over one clock (Collins 2002; lazily, as in Daumé 2006): call <see cref="Tick"/> once a decision.</remarks>
internal sealed class PerceptronTrainer
{
    private struct Cell
    {
        public ushort Label;
        public float Weight;
        public double Total;
        public long Stamp;
    }

    private readonly struct Row(uint key, int start, int count)
    {
        public readonly uint Key = key;
        public readonly int Start = start;
        public readonly int Count = count;
    }

    private Row[] _rows = new Row[1 << 20];
    private int _used;
    private Cell[] _cells = new Cell[1 << 22];
    private int _cellsUsed;
    private long _clock = 1;

    public int FeatureCount => _used;

    public void Tick() => _clock++;

    private ref Row Find(uint key)
    {
        uint mask = (uint)_rows.Length - 1;
        int shift = 32 - BitOperations.Log2((uint)_rows.Length);
        for (uint at = key >> shift; ; at = (at + 1) & mask)
        {
            ref Row row = ref _rows[at];
            if (row.Key == key || row.Count == 0) return ref row;
        }
    }

    public void Score(ReadOnlySpan<uint> keys, Span<float> scores)
    {
        foreach (uint key in keys)
        {
            ref Row row = ref Find(key);
            for (int i = row.Start, end = row.Start + row.Count; i < end; i++) scores[_cells[i].Label] += _cells[i].Weight;
        }
    }

    /// <summary>Adds <paramref name="delta"/> to the weight of a label under every feature.</summary>
    public void Update(ReadOnlySpan<uint> keys, int label, float delta)
    {
        foreach (uint key in keys) Update(key, (ushort)label, delta);
    }

    private void Update(uint key, ushort label, float delta, double total = 0)
    {
        ref Row row = ref Find(key);
        if (row.Count == 0)
        {
            if (_used * 2 > _rows.Length)
            {
                Grow();
                row = ref Find(key);
            }
            _used++;
            row = new Row(key, Allocate(1), 1);
            _cells[row.Start] = new Cell { Label = label, Weight = delta, Total = total, Stamp = _clock };
            return;
        }
        for (int i = row.Start, end = row.Start + row.Count; i < end; i++)
        {
            ref Cell cell = ref _cells[i];
            if (cell.Label != label) continue;
            cell.Total += ((double)cell.Weight * (_clock - cell.Stamp)) + total;
            cell.Stamp = _clock;
            cell.Weight += delta;
            return;
        }
        int start = row.Start;
        if (BitOperations.IsPow2(row.Count)) // blocks hold a power of two
        {
            start = Allocate(row.Count * 2);
            Array.Copy(_cells, row.Start, _cells, start, row.Count);
        }
        _cells[start + row.Count] = new Cell { Label = label, Weight = delta, Total = total, Stamp = _clock };
        row = new Row(key, start, row.Count + 1);
    }

    private int Allocate(int count)
    {
        if (_cellsUsed + count > _cells.Length) Array.Resize(ref _cells, Math.Max(_cells.Length * 2, _cellsUsed + count));
        int start = _cellsUsed;
        _cellsUsed += count;
        return start;
    }

    private void Grow()
    {
        Row[] old = _rows;
        _rows = new Row[old.Length * 2];
        foreach (Row row in old)
            if (row.Count > 0) Find(row.Key) = row;
    }

    /// <summary>The averaged weights as signed bytes on a square-root scale; small ones are dropped.</summary>
    /// <param name="least">Weights nearer to zero than this are dropped.</param>
    /// <returns>Features in ascending order of their keys.</returns>
    public List<(uint Key, (ushort Label, sbyte Code)[] Pairs)> Quantize(double least)
    {
        double max = 0;
        foreach (Row row in _rows)
            for (int i = row.Start; i < row.Start + row.Count; i++) max = Math.Max(max, Math.Abs(Average(_cells[i])));
        var features = new List<(uint, (ushort, sbyte)[])>();
        var pairs = new List<(ushort Label, sbyte Code)>();
        foreach (Row row in _rows)
        {
            if (row.Count == 0) continue;
            pairs.Clear();
            for (int i = row.Start; i < row.Start + row.Count; i++)
            {
                double weight = Average(_cells[i]);
                sbyte code = WeightTable.Encode(weight / max);
                if (Math.Abs(weight) >= least && code != 0) pairs.Add((_cells[i].Label, code));
            }
            if (pairs.Count == 0) continue;
            CollectionsMarshal.AsSpan(pairs).Sort(static (a, b) => a.Label.CompareTo(b.Label));
            features.Add((row.Key, pairs.ToArray()));
        }
        features.Sort(static (a, b) => a.Item1.CompareTo(b.Item1));
        return features;
    }

    /// <summary>Takes over the averaged weights of another run, as if both had been one model that votes by sum.</summary>
    /// <remarks>Models trained in different orders err differently; their sum errs less (parameter mixing, McDonald et al. 2010).</remarks>
    public void Merge(PerceptronTrainer other)
    {
        foreach (Row row in other._rows)
        {
            for (int i = row.Start; i < row.Start + row.Count; i++)
            {
                double weight = other.Average(other._cells[i]);
                if (weight != 0) Update(row.Key, other._cells[i].Label, 0, weight * _clock);
            }
        }
    }

    private double Average(in Cell cell) => (cell.Total + ((double)cell.Weight * (_clock - cell.Stamp))) / _clock;
}
