using Hearsay.Text;

namespace Hearsay.Claims;

// Quotations: carried whole, or by whoever spoke last.
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
        // ---- quotations ----
        // A verb that carries part of a quotation carries all of it.
        private void SpreadOverQuotations(int from)
        {
            int count = frames.Count;
            for (int f = from; f < count; f++)
            {
                Attribution frame = frames[f];
                if (frame.Verb < 0 || frame.Depth < 0) continue;
                foreach (Quotation quotation in quotations)
                {
                    bool touches = quotation.FirstToken < frame.EndToken && quotation.EndToken > frame.FirstToken;
                    if (quotation.Contains(frame.Verb) && IsInterruption(frame, quotation)) frame = frame with { EndToken = Math.Max(frame.EndToken, quotation.EndToken) };
                    if (!touches || (quotation.FirstToken >= frame.FirstToken && quotation.EndToken <= frame.EndToken) || quotation.Contains(frame.Verb)) continue;
                    frame = frame with { FirstToken = Math.Min(frame.FirstToken, quotation.FirstToken), EndToken = Math.Max(frame.EndToken, quotation.EndToken) };
                }
                frames[f] = frame;
            }
        }

        // A long quotation without a verb belongs to whoever spoke last.
        private void AttributeBareQuotations()
        {
            foreach (Quotation quotation in quotations)
            {
                if (quotation.EndToken - quotation.FirstToken < 7) continue;
                int middle = (quotation.FirstToken + quotation.EndToken) / 2;
                if (frames.Any(f => f.Carries(middle) || f.Carries(quotation.FirstToken + 1))) continue;
                Attribution? speaker = frames.Where(f => f.Depth >= 0 && f.SourceHead >= 0 && f.SourceHead < quotation.FirstToken
                    && Math.Abs(tree.SentenceOf(f.SourceHead) - tree.SentenceOf(quotation.FirstToken)) <= 3).LastOrDefault();
                if (speaker is null) continue;
                Add(Carried(speaker, quotation.FirstToken, quotation.EndToken, "attribution/quotation") with { Verb = -1 });
            }
        }
    }
}
