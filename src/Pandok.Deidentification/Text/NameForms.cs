namespace Pandok.Deidentification.Text;

/// <summary>All forms of a person's name: groups, orders, joined or not, Hangul, Hanja and Latin letters (design, section 9a).</summary>
internal static class NameForms
{
    private static readonly char[] Blanks = [' ', '-', '.', ',', '_', '\'', '/', '(', ')'];

    /// <summary>Adds the forms of a name as written in a PN value, or in a text that means one.</summary>
    public static void Add(string name, Dictionary<string, IdentityWord> words)
    {
        foreach (var group in TextForm.Normalise(name).Split('='))
        {
            var components = group.Split('^').Take(3).Select(part => part.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)).ToArray();
            if (!group.Contains('^', StringComparison.Ordinal) && group.Contains(',', StringComparison.Ordinal)) components = [.. group.Split(',').Take(3).Select(part => part.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))];
            var family = string.Concat(components[0]);
            var given = string.Concat(components.Skip(1).SelectMany(part => part));
            if (given.Length == 0 && components[0].Length > 1 && !family.Any(Letters.IsEastAsian)) given = string.Concat(components[0].Skip(1));
            if (given.Length == 0 && family.Length is >= 2 and <= 5 && family.All(Letters.IsHangul) && Surnames.LengthIn(family) is > 0 and var length) (family, given) = (family[..length], family[length..]);
            if (given.Length == 0 && family.Length is 3 && family.All(Letters.IsHan)) (family, given) = (family[..1], family[1..]);
            foreach (var token in components.SelectMany(part => part)) AddPart(token, words);
            AddPart(string.Concat(components[0]), words);
            if (given.Length == 0) continue;
            AddPart(family, words);
            AddPart(given, words);
            AddWhole(family + given, words);
            AddWhole(given + family, words);
            if (components.Length > 2 && components[1].Length > 0) AddWhole(string.Concat(components[1]) + family, words);
            if (components.Length > 1 && components[1].Length > 0) AddWhole(family + string.Concat(components[1]), words);
            if (family.All(Letters.IsHangul) && given.All(Letters.IsHangul)) AddTransliterations(family, given, words);
            else if (family.Any(Letters.IsLatin)) AddInitials(family, components.Skip(1).SelectMany(part => part), words);
        }
    }

    private static void AddTransliterations(string family, string given, Dictionary<string, IdentityWord> words)
    {
        var surnames = Surnames.Latin(family).Append(Romanization.Revised(family)).Where(spelling => spelling.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var surname in surnames) words.TryAdd(surname, new IdentityWord(surname, Mark.Name, IsWeak: true, WholeOnly: true));
        foreach (var spelling in Romanization.Spellings(given))
        {
            if (spelling.Length >= 5) words.TryAdd(spelling, new IdentityWord(spelling, Mark.Name, WholeOnly: true));
            foreach (var surname in surnames)
            {
                if (words.Count > 6000) return;
                words.TryAdd(surname + spelling, new IdentityWord(surname + spelling, Mark.Name, WholeOnly: true));
                words.TryAdd(spelling + surname, new IdentityWord(spelling + surname, Mark.Name, WholeOnly: true));
            }
        }
        foreach (var hanja in Surnames.Hanja(family)) AddWhole(hanja + given, words);
    }

    private static void AddInitials(string family, IEnumerable<string> given, Dictionary<string, IdentityWord> words)
    {
        var initials = Letters.Squeeze(string.Concat(given.Select(part => part[..1])));
        if (initials.Length == 0) return;
        AddWhole(family + initials, words);
        AddWhole(initials + family, words);
        var all = initials + Letters.Squeeze(family[..1]);
        words.TryAdd(all, new IdentityWord(all, Mark.Name, IsWeak: true, WholeOnly: true));
    }

    private static void AddPart(string part, Dictionary<string, IdentityWord> words)
    {
        var text = Letters.Squeeze(part);
        if (text.Length == 0) return;
        var isEastAsian = text.Any(Letters.IsEastAsian);
        // Three Latin letters or two syllables count alone; what is shorter needs its other half beside it. Eponyms and little words too.
        var isWeak = isEastAsian ? text.Length < 2 : text.Length < 3 || Lexicon.IsEponym(text) || Lexicon.IsLittleWord(text);
        words[text] = new IdentityWord(text, Mark.Name, isWeak, WholeOnly: isWeak || (!isEastAsian && text.Length < 4));
    }

    private static void AddWhole(string joined, Dictionary<string, IdentityWord> words)
    {
        var text = Letters.Squeeze(joined);
        var isEastAsian = text.Any(Letters.IsEastAsian);
        if (text.Length >= (isEastAsian ? 2 : 3)) words[text] = new IdentityWord(text, Mark.Name, WholeOnly: !isEastAsian && text.Length < 4);
    }
}
