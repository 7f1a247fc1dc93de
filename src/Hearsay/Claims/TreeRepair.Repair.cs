using Hearsay.Text;

namespace Hearsay.Claims;

internal static partial class TreeRepair
{
    /// <summary>A copy of a table whose trees are being changed.</summary>
    private sealed class Repair(TokenTable original)
    {
        public TokenTable Tokens { get; } = original.Editable();

        // The words of a dateline hang loosely under the sentence's root; what hung under them does so, too.
        public void Detach(Sentence sentence, int end)
        {
            int root = -1;
            for (int t = end; t < sentence.EndToken; t++)
                if (Tokens.Head[t] < 0) root = t;
            for (int t = end; root < 0 && t < sentence.EndToken; t++)
                if (Tokens.Head[t] < end && Tokens.Upos[t] is Upos.VERB) root = t;
            for (int t = end; root < 0 && t < sentence.EndToken; t++)
                if (Tokens.Head[t] < end) root = t;
            if (root < 0) return;
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                if (t >= end && (t == root || Tokens.Head[t] >= end)) continue;
                Tokens.Head[t] = root;
                if (t < end) Tokens.Deprel[t] = Tokens.Upos[t] == Upos.PUNCT ? "punct" : "dep";
            }
            Tokens.Head[root] = TokenTable.NoHead;
            Tokens.Deprel[root] = "root";
        }

        // The verb takes the place of its object in the tree, the noun before it becomes the subject.
        public void RaiseVerb(Sentence sentence, int verb)
        {
            int noun = Tokens.Head[verb], left = verb - 1;
            while (left > sentence.FirstToken && Tokens.Upos[left] == Upos.ADV) left--;
            int subject = left;
            while (Tokens.Head[subject] >= sentence.FirstToken && Tokens.Head[subject] < verb && Tokens.Upos[Tokens.Head[subject]] is Upos.NOUN or Upos.PROPN)
                subject = Tokens.Head[subject];
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (Tokens.Head[t] == noun && t != verb && (t < verb || Tokens.Deprel[t] is "punct" or "parataxis" or "conj" or "advcl" && t > noun)) Tokens.Head[t] = verb;
            Tokens.Head[verb] = Tokens.Head[noun];
            Tokens.Deprel[verb] = Tokens.Deprel[noun] is "root" or "ccomp" or "parataxis" or "conj" or "advcl" ? Tokens.Deprel[noun] : "conj";
            Tokens.Head[noun] = verb;
            Tokens.Deprel[noun] = "obj";
            if (Tokens.Upos[left] is Upos.NOUN or Upos.PROPN && (Tokens.Head[subject] == verb || Tokens.Head[subject] < 0))
            {
                if (Tokens.Head[subject] < 0)
                {
                    Tokens.Head[verb] = TokenTable.NoHead;
                    Tokens.Deprel[verb] = "root";
                }
                Tokens.Head[subject] = verb;
                Tokens.Deprel[subject] = "nsubj";
            }
            MakeVerb(verb);
        }

        // What was taken for the head of the phrase is the object of "shot".
        public void RaiseShot(Sentence sentence, int verb)
        {
            int clause = Tokens.Head[verb];
            if (Tokens.Upos[clause] == Upos.VERB && Tokens.Deprel[verb] == "nsubj" && HasSubject(sentence, clause, verb))
            {
                RaiseBefore(sentence, verb, clause);
                return;
            }
            RaiseVerb(sentence, verb);
            if (Tokens.Deprel[verb] == "conj") Tokens.Deprel[verb] = "ccomp";
            bool isDown = Tokens.Form[verb + 1] == "down";
            (Tokens.Head[verb + 1], Tokens.Deprel[verb + 1]) = (verb, isDown ? "compound:prt" : "xcomp");
            for (int t = verb + 2; isDown && t < sentence.EndToken; t++)
            {
                if (Tokens.Head[t] != verb || Tokens.Deprel[t] != "obj" || Tokens.Upos[t] is not (Upos.VERB or Upos.ADJ)) continue;
                (Tokens.Upos[t], Tokens.Lemma[t], Tokens.Feats[t]) = (Upos.NOUN, Tokens.Form[t].ToLowerInvariant(), "Number=Sing");
            }
            Tokens.Lemma[verb] = "shoot";
            Tokens.Feats[verb] = "Mood=Ind|Tense=Past|VerbForm=Fin";
        }

        private bool HasSubject(Sentence sentence, int clause, int after)
        {
            for (int t = after + 1; t < clause && t < sentence.EndToken; t++)
                if (Tokens.Head[t] == clause && Tokens.Deprel[t] == "nsubj") return true;
            return false;
        }

        // "the air force shot down 18 drones, and the last returned": two clauses, the first read as a noun of the second.
        private void RaiseBefore(Sentence sentence, int verb, int clause)
        {
            (Tokens.Head[verb], Tokens.Deprel[verb]) = (Tokens.Head[clause], Tokens.Deprel[clause]);
            (Tokens.Head[clause], Tokens.Deprel[clause]) = (verb, "conj");
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                if (t < verb && Tokens.Head[t] == clause) Tokens.Head[t] = verb;
                if (t < verb && Tokens.Head[t] == verb && Tokens.Deprel[t] == "compound") Tokens.Deprel[t] = "nsubj";
                if (t > verb + 1 && t < clause && Tokens.Head[t] == verb && Tokens.Deprel[t] == "nmod") Tokens.Deprel[t] = "obj";
            }
            (Tokens.Head[verb + 1], Tokens.Deprel[verb + 1]) = (verb, "compound:prt");
            MakeVerb(verb);
            (Tokens.Lemma[verb], Tokens.Feats[verb]) = ("shoot", "Mood=Ind|Tense=Past|VerbForm=Fin");
        }

        public void LowerRelative(Sentence sentence, int pronoun, int main)
        {
            int clause = Tokens.Head[pronoun], noun = pronoun - 2;
            (Tokens.Head[main], Tokens.Deprel[main]) = (Tokens.Head[clause], Tokens.Deprel[clause]);
            for (int t = sentence.FirstToken; t < pronoun - 1; t++)
                if (Tokens.Head[t] == clause) Tokens.Head[t] = main;
            for (int t = clause; t < sentence.EndToken; t++)
                if (Tokens.Head[t] == clause && Tokens.Deprel[t] == "punct" && t == sentence.EndToken - 1) Tokens.Head[t] = main;
            (Tokens.Head[clause], Tokens.Deprel[clause]) = (noun, "acl:relcl");
        }

        public void MakeName(Sentence sentence, int first, int end)
        {
            (Tokens.Upos[first], Tokens.Lemma[first], Tokens.Feats[first]) = (Upos.PROPN, Tokens.Form[first], "Number=Sing");
            for (int t = first + 1; t < sentence.EndToken; t++)
            {
                if (t < end && (Tokens.Head[t] == first || Tokens.Head[t] >= first && Tokens.Head[t] < end)) (Tokens.Head[t], Tokens.Deprel[t]) = (first, "flat");
                else if (t >= end && Tokens.Head[t] == first && Tokens.Upos[t] == Upos.NOUN && Tokens.Deprel[t] is "parataxis" or "obl" or "dep") Tokens.Deprel[t] = "appos";
            }
        }

        public void JoinNumber(int number)
        {
            Tokens.Head[number] = Tokens.Head[Tokens.Head[number]];
            Tokens.Head[number + 1] = number;
        }

        public void RaiseAux(Sentence sentence, int verb, int aim)
        {
            int participle = verb + 1;
            (Tokens.Head[verb], Tokens.Deprel[verb]) = (Tokens.Head[participle], Tokens.Deprel[participle]);
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (Tokens.Head[t] == participle && t != aim) Tokens.Head[t] = verb;
            for (int t = sentence.FirstToken; t < verb; t++)
                if (Tokens.Head[t] == verb && Tokens.Deprel[t] == "nsubj:pass") Tokens.Deprel[t] = "nsubj";
            (Tokens.Head[aim], Tokens.Deprel[aim]) = (verb, "obj");
            (Tokens.Head[participle], Tokens.Deprel[participle], Tokens.Upos[participle], Tokens.Feats[participle]) = (aim, "amod", Upos.ADJ, "Degree=Pos");
            Tokens.Upos[verb] = Upos.VERB;
            Tokens.Feats[verb] = "Mood=Ind|Tense=Past|VerbForm=Fin";
        }

        public void AttachNo(int no) => (Tokens.Head[no], Tokens.Deprel[no]) = (no + 1, "advmod");

        public void CountNoFewer(int fewer)
        {
            int number = fewer + 2, noun = Tokens.Head[number];
            (Tokens.Head[noun], Tokens.Deprel[noun]) = (Tokens.Head[fewer], Tokens.Deprel[fewer]);
            (Tokens.Head[fewer], Tokens.Deprel[fewer], Tokens.Upos[fewer]) = (number, "advmod", Upos.ADV);
            (Tokens.Head[fewer - 1], Tokens.Deprel[fewer - 1], Tokens.Upos[fewer - 1]) = (fewer, "fixed", Upos.ADV);
            (Tokens.Head[fewer + 1], Tokens.Deprel[fewer + 1]) = (fewer, "fixed");
        }

        public void RaiseAdvanced(Sentence sentence, int verb)
        {
            int subject = verb - 1, clause = Tokens.Head[subject];
            (Tokens.Head[verb], Tokens.Deprel[verb]) = (clause, Tokens.Deprel[subject]);
            if (clause > verb && Tokens.Deprel[subject].StartsWith("nsubj", StringComparison.Ordinal))
            {
                (Tokens.Head[verb], Tokens.Deprel[verb]) = (Tokens.Head[clause], Tokens.Deprel[clause]);
                (Tokens.Head[clause], Tokens.Deprel[clause]) = (verb, HasSubject(sentence, clause, verb) ? "parataxis" : "conj");
                for (int t = sentence.FirstToken; t < subject; t++)
                    if (Tokens.Head[t] == clause) Tokens.Head[t] = verb;
            }
            (Tokens.Head[subject], Tokens.Deprel[subject]) = (verb, "nsubj");
            (Tokens.Head[verb + 1], Tokens.Deprel[verb + 1]) = (verb, "obl");
            MakeVerb(verb);
            (Tokens.Lemma[verb], Tokens.Feats[verb]) = ("advance", "Mood=Ind|Tense=Past|VerbForm=Fin");
        }

        public void LowerZone(Sentence sentence, int zone)
        {
            int speaker = -1;
            for (int t = zone + 2; t < Tokens.Head[zone]; t++)
                if (speaker < 0 && Tokens.Head[t] == zone && Tokens.Upos[t] is Upos.NOUN or Upos.PROPN or Upos.PRON) speaker = t;
            for (int t = zone + 2; t < sentence.EndToken; t++)
                if (Tokens.Head[t] == zone && t != speaker) Tokens.Head[t] = speaker >= 0 ? speaker : Tokens.Head[zone];
            if (speaker >= 0) (Tokens.Head[speaker], Tokens.Deprel[speaker]) = (Tokens.Head[zone], Tokens.Deprel[zone]);
            (Tokens.Head[zone], Tokens.Deprel[zone]) = (zone - 1, "flat");
        }

        public void MakeAdjective(int adjective)
        {
            int noun = adjective + 1, before = adjective - 1, head = Tokens.Head[adjective];
            for (int t = 0; t < Tokens.Count; t++)
                if (Tokens.Head[t] == adjective && t != noun) Tokens.Head[t] = noun;
            (Tokens.Upos[before], Tokens.Deprel[before]) = (Upos.ADP, "case");
            bool afterNoun = before > 0 && Tokens.Upos[before - 1] is Upos.NOUN or Upos.PROPN && Tokens.Lemma[before] is "from" or "of";
            (Tokens.Head[noun], Tokens.Deprel[noun]) = afterNoun ? (before - 1, "nmod") : (head, Tokens.Upos[head] == Upos.VERB ? "obl" : "nmod");
            (Tokens.Head[adjective], Tokens.Deprel[adjective], Tokens.Upos[adjective], Tokens.Feats[adjective]) = (noun, "amod", Upos.ADJ, "Degree=Pos");
        }

        public void MakeDowned(int down)
        {
            Tokens.Deprel[Tokens.Head[down]] = "obj";
            (Tokens.Head[down], Tokens.Deprel[down]) = (down - 1, "compound:prt");
        }

        public void MakeMark(int that) => (Tokens.Upos[that], Tokens.Deprel[that], Tokens.Feats[that]) = (Upos.SCONJ, "mark", "");

        public void SwapOwner(Sentence sentence, int owner)
        {
            int body = owner + 2;
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (Tokens.Head[t] == owner && t > owner + 1) Tokens.Head[t] = body;
            (Tokens.Head[body], Tokens.Deprel[body]) = (Tokens.Head[owner], Tokens.Deprel[owner]);
            (Tokens.Head[owner], Tokens.Deprel[owner]) = (body, "nmod:poss");
            if (Tokens.Upos[body] == Upos.ADJ) (Tokens.Upos[body], Tokens.Feats[body]) = (Upos.NOUN, "Number=Sing");
        }

        public void MakeObject(int up)
        {
            int noun = Tokens.Head[up + 1];
            (Tokens.Head[up], Tokens.Deprel[up]) = (up + 2, "advmod");
            (Tokens.Head[up + 1], Tokens.Deprel[up + 1]) = (up, "fixed");
            Tokens.Deprel[noun] = "obj";
        }

        public void RaiseSecond(Sentence sentence, int verb)
        {
            int number = Tokens.Head[verb], first = Tokens.Head[Tokens.Head[number]];
            for (int t = sentence.FirstToken; t < verb; t++)
                if (Tokens.Head[t] == number && Tokens.Deprel[t] == "cc") Tokens.Head[t] = verb;
            (Tokens.Head[verb], Tokens.Deprel[verb]) = (first, "conj");
            (Tokens.Head[number], Tokens.Deprel[number]) = (verb, "obj");
            MakeVerb(verb);
        }

        // The name stands in the place of the age.
        public void MakeSubject(int age)
        {
            int name = age + 1, verb = Tokens.Head[age];
            bool isPassive = false;
            for (int t = age; t < verb; t++)
            {
                isPassive |= Tokens.Head[t] == verb && Tokens.Deprel[t] == "aux:pass";
                if (Tokens.Head[t] == age && t > name) Tokens.Head[t] = name;
            }
            (Tokens.Head[name], Tokens.Deprel[name]) = (verb, isPassive ? "nsubj:pass" : "nsubj");
            (Tokens.Head[age], Tokens.Deprel[age]) = (name, "amod");
        }

        // The finite verb takes the place of the word before it, which becomes its subject.
        public void LowerNoun(Sentence sentence, int noun)
        {
            int verb = noun + 1;
            if (Tokens.Head[noun] > noun)
            {
                (Tokens.Upos[noun], Tokens.Feats[noun], Tokens.Lemma[noun]) = (Upos.NOUN, "Number=Sing", Tokens.Form[noun].ToLowerInvariant());
                if (Tokens.Deprel[noun] is "reparandum" or "csubj" or "discourse") Tokens.Deprel[noun] = "nsubj";
                return;
            }
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (Tokens.Head[t] == noun && t != verb && Tokens.Deprel[t] is not ("amod" or "det" or "compound")) Tokens.Head[t] = verb;
            (Tokens.Head[verb], Tokens.Deprel[verb]) = (Tokens.Head[noun], Tokens.Deprel[noun]);
            (Tokens.Head[noun], Tokens.Deprel[noun], Tokens.Upos[noun], Tokens.Feats[noun]) = (verb, "nsubj", Upos.NOUN, "Number=Sing");
            Tokens.Lemma[noun] = Tokens.Form[noun].ToLowerInvariant();
        }

        // The name becomes the subject; what was taken for the head of a compound, the object.
        public void RaiseAfterName(Sentence sentence, int verb)
        {
            if (Tokens.Deprel[verb] == "compound")
            {
                if (Tokens.Upos[verb - 1] is not Upos.NOUN) Tokens.Upos[verb - 1] = Upos.PROPN;
                RaiseVerb(sentence, verb);
            }
            else if (Tokens.Upos[verb - 1] is not Upos.NOUN) Tokens.Upos[verb - 1] = Upos.PROPN;
            (Tokens.Head[verb - 1], Tokens.Deprel[verb - 1]) = (verb, "nsubj");
            for (int t = verb + 1; t < sentence.EndToken; t++)
                if (Tokens.Head[t] == verb && Tokens.Deprel[t] == "acl") Tokens.Deprel[t] = "advcl";
            MakeVerb(verb);
        }

        public void Open(Sentence sentence, int token)
        {
            string form = Tokens.Form[token], lower = form.ToLowerInvariant();
            bool isName = form.All(char.IsUpper);
            Tokens.Upos[token] = isName ? Upos.PROPN : Upos.NOUN;
            Tokens.Lemma[token] = isName ? form : lower.EndsWith('s') && !lower.EndsWith("ss", StringComparison.Ordinal) ? lower[..^1] : lower;
            Tokens.Feats[token] = !isName && lower.EndsWith('s') ? "Number=Plur" : "Number=Sing";
            Tokens.Deprel[token] = "nsubj";
            int verb = Tokens.Head[token];
            // "with flour": what stands between the two describes it.
            for (int t = token + 1; t < verb; t++)
                if (Tokens.Head[t] == verb && Tokens.Deprel[t] == "obl") (Tokens.Head[t], Tokens.Deprel[t]) = (token, "nmod");
        }

        public void MakeNumber(int token) => (Tokens.Upos[token], Tokens.Feats[token], Tokens.Lemma[token], Tokens.Deprel[token]) = (Upos.NUM, "NumForm=Word|NumType=Card", Tokens.Form[token].ToLowerInvariant(), "nummod");

        // The verb of telling heads the sentence; what was suffered is its clause.
        public void RaiseTelling(Sentence sentence, int verb)
        {
            int teller = verb - 1, predicate = Tokens.Head[teller];
            (Tokens.Head[verb], Tokens.Deprel[verb]) = (Tokens.Head[predicate], Tokens.Deprel[predicate]);
            (Tokens.Head[teller], Tokens.Deprel[teller]) = (verb, "nsubj");
            (Tokens.Head[predicate], Tokens.Deprel[predicate]) = (verb, "ccomp");
            if (Tokens.Head[sentence.EndToken - 1] == predicate) Tokens.Head[sentence.EndToken - 1] = verb;
            MakeVerb(verb);
        }

        public void MakeVerb(int token)
        {
            Tokens.Upos[token] = Upos.VERB;
            Tokens.Feats[token] = Tokens.Form[token].EndsWith("ed", StringComparison.Ordinal) ? "Mood=Ind|Tense=Past|VerbForm=Fin" : "Mood=Ind|Tense=Pres|VerbForm=Fin";
        }
    }
}
