using System.Buffers;
using System.Text;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>The known-safe test: a value passes only in the form its VR promises, dates moved and UIDs mapped on the way.</summary>
internal sealed class KnownSafe(Subject subject, Profile profile, UidMap uids, Tally tally)
{
    private static readonly Tag TimezoneOffset = new(0x00080201);
    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _");
    private static readonly SearchValues<char> IntegerCharacters = SearchValues.Create("+-0123456789 \\");
    private static readonly SearchValues<char> DecimalCharacters = SearchValues.Create("+-0123456789.Ee \\");

    /// <summary>The element to write, or null if nothing of it is proven safe. Sequences are not its matter.</summary>
    /// <param name="input">The item that holds it.</param>
    /// <param name="element">What was read.</param>
    /// <param name="vr">The VR to judge it by.</param>
    /// <param name="isListed">True for a row of Table E.1-1, where a code string must be a term of the standard.</param>
    /// <param name="keepsDates">True where an option keeps this attribute as it is.</param>
    public DataElement? Check(DataSet input, DataElement element, Vr vr, bool isListed, bool keepsDates = false)
    {
        switch (vr)
        {
            case Vr.UI: return MapUids(element);
            case Vr.DA or Vr.DT or Vr.TM: return Move(input, element, vr, keepsDates);
            case Vr.CS: return CheckCodeString(element, isListed);
            case Vr.DS or Vr.IS: return CheckNumber(element, vr);
            case Vr.AS: return CheckAge(element);
            case Vr.SH when element.Tag == TimezoneOffset: return CheckZone(element);
            case Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC: return CheckText(input, element, vr);
            case Vr.AE or Vr.UR or Vr.PN or Vr.UN:
                tally.Find(FindingCode.TextRemoved);
                return null;
            default:
                if (element.IsEncapsulated || element.Value.Length % vr.Width() != 0 || (isListed && element.Value.Length != vr.Width())) return Invalid();
                return Kept(element, vr);
        }
    }

    /// <summary>Every UID of the element, mapped unless registered.</summary>
    public DataElement MapUids(DataElement element)
    {
        tally.Count(Deed.Uid);
        var values = Values(element);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Length == 0) continue;
            if (!Uids.IsValid(values[i])) tally.Find(FindingCode.UidMalformed);
            values[i] = uids.Map(values[i], element.Tag);
        }
        return Elements.Text(element.Tag, Vr.UI, values);
    }

    /// <summary>The UIDs as they are, for the option Retain UIDs.</summary>
    public DataElement KeepUids(DataElement element)
    {
        tally.Count(Deed.Keep);
        return Elements.Text(element.Tag, Vr.UI, Values(element));
    }

    private DataElement? Move(DataSet input, DataElement element, Vr vr, bool keeps)
    {
        keeps |= profile.Has(Options.FullDates) && !profile.Has(Options.ModifiedDates);
        if ((keeps ? new DateShift(0) : subject.Shift) is not { } shift) return null;
        if (element.Tag == Tags.PatientBirthDate && subject.IsVeryOld(input))
        {
            tally.Find(FindingCode.AgeCapped);
            tally.Count(Deed.Empty);
            return Elements.Empty(element.Tag, vr);
        }
        var values = Values(element);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Length == 0) continue;
            var moved = vr switch
            {
                Vr.DA => shift.Move(values[i]),
                Vr.DT => shift.MoveDateTime(values[i]),
                _ => DateShift.IsTime(values[i]) ? values[i] : null,
            };
            if (moved is null)
            {
                tally.Find(FindingCode.DateInvalid);
                return null;
            }
            values[i] = moved;
        }
        tally.Count(keeps ? Deed.Keep : Deed.Date);
        tally.Use(keeps ? profile.Options & Options.FullDates : Options.ModifiedDates);
        return Elements.Text(element.Tag, vr, values);
    }

    private DataElement? CheckCodeString(DataElement element, bool onlyTerms)
    {
        var values = Values(element);
        var changed = false;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i].ToUpperInvariant();
            if (value.Length == 0) continue;
            // Small letters are illegal, but a body part in small letters is still one; what is no term of the standard must be legal as it stands.
            if (!Lexicon.IsTerm(value) && (onlyTerms || value.Length > 16 || value.AsSpan().ContainsAnyExcept(CodeCharacters) || value != values[i] || subject.Identity.Speaks(value) || HasLongNumber(value))) value = string.Empty;
            changed |= value != values[i];
            values[i] = value;
        }
        // Of several values only the doubtful ones are emptied, so the others keep their places.
        if (changed && Array.TrueForAll(values, value => value.Length == 0)) return Invalid();
        return changed || HasNul(element) || element.Vr != Vr.CS ? Cleaned(Elements.Text(element.Tag, Vr.CS, values)) : Kept(element, Vr.CS);
    }

    private DataElement? CheckNumber(DataElement element, Vr vr)
    {
        var text = Encoding.Latin1.GetString(element.Value.Span).TrimEnd('\0');
        if (text.AsSpan().ContainsAnyExcept(vr == Vr.IS ? IntegerCharacters : DecimalCharacters)) return Invalid();
        var values = text.Split('\\');
        foreach (var value in values)
        {
            // Longer than 16 characters is illegal but common in real files; a number it is all the same.
            if (value.Trim() is { Length: > 0 } number && !(number.Length <= 32 && double.TryParse(number, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _))) return Invalid();
        }
        return HasNul(element) ? Cleaned(Elements.Text(element.Tag, vr, text)) : Kept(element, vr);
    }

    private DataElement? CheckAge(DataElement element)
    {
        var values = Values(element);
        if (values.Length != 1 || Subject.Years(values[0]) is not { } years) return Invalid();
        if (years < 90) return Cleaned(Elements.Text(element.Tag, Vr.AS, values));
        tally.Find(FindingCode.AgeCapped);
        return Cleaned(Elements.Text(element.Tag, Vr.AS, "090Y"));
    }

    private DataElement? CheckText(DataSet input, DataElement element, Vr vr)
    {
        if (TextForm.Decode(input.CharacterSet, element.Value.Span, vr) is not { } values)
        {
            tally.Find(FindingCode.CharacterSet);
            return null;
        }
        var isCode = CodeItems.Covers(element.Tag);
        var isLost = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Length == 0) continue;
            var kept = isCode ? CodeItems.Clean(element.Tag, values[i], input, subject.Text) : subject.Text.Clean(element.Tag, vr, values[i]);
            isLost |= kept is null;
            values[i] = kept ?? string.Empty; // the others keep their places
        }
        if (isLost) tally.Find(FindingCode.TextRemoved);
        return Array.TrueForAll(values, value => value.Length == 0) ? null : Cleaned(Elements.Text(element.Tag, vr, values));
    }

    // A zone tells the place; with moved dates nobody needs it.
    private DataElement? CheckZone(DataElement element)
    {
        var text = Encoding.Latin1.GetString(element.Value.Span).TrimEnd('\0', ' ');
        if (!profile.Has(Options.FullDates) || profile.Has(Options.ModifiedDates)) return null;
        if (text is not ['+' or '-', _, _, _, _] || text.AsSpan(1).ContainsAnyExceptInRange('0', '9')) return Invalid();
        return Kept(element, Vr.SH);
    }

    private static bool HasLongNumber(string value)
    {
        var run = 0;
        foreach (var c in value)
        {
            run = char.IsAsciiDigit(c) ? run + 1 : 0;
            if (run > 5) return true;
        }
        return false;
    }

    private static bool HasNul(DataElement element) => element.Value.Span.Contains((byte)0);

    private static string[] Values(DataElement element)
    {
        var text = Encoding.Latin1.GetString(element.Value.Span);
        var nul = text.IndexOf('\0', StringComparison.Ordinal); // nothing after a NUL is copied
        if (nul >= 0) text = text[..nul];
        return text.Split('\\', StringSplitOptions.TrimEntries);
    }

    private DataElement? Invalid()
    {
        tally.Find(FindingCode.ValueInvalid);
        return null;
    }

    private DataElement Cleaned(DataElement element)
    {
        tally.Count(Deed.Clean);
        return element;
    }

    private DataElement Kept(DataElement element, Vr vr)
    {
        tally.Count(Deed.Keep);
        return element.Vr == vr ? element : DataElement.Of(element.Tag, vr, element.Value);
    }
}
