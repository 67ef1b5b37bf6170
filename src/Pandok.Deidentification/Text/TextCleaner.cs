using System.Collections.Frozen;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Text;

/// <summary>Cleans one text value: by the mode of its attribute, under the options of the profile. Repeated values of a study are decided once.</summary>
internal sealed class TextCleaner(IdentitySet identity, Profile profile, NameRecogniser? recognise = null)
{
    private static readonly Tag TextValue = new(0x0040A160);

    // Sentences although LO: reasons, histories, diagnoses, alerts, requests.
    private static readonly FrozenSet<uint> Sentences = new uint[]
    {
        0x00081080, 0x00102000, 0x00102110, 0x00321030, 0x00380040, 0x00380062, 0x00401002, 0x00402001,
    }.ToFrozenSet();

    // Descriptors although ST, LT or UT.
    private static readonly FrozenSet<uint> Descriptions = new uint[]
    {
        0x00082111, 0x00120051, 0x00189185, 0x0018937B, 0x0018937F, 0x00189424, 0x0018A003, 0x003A0329, 0x003A032B, 0x00400556, 0x00500021, 0x006A0006, 0x22000002,
        0x30060006, 0x30060028, 0x30060088, 0x300A0004, 0x300A000E, 0x300A00C3, 0x300A00DD, 0x300A0196, 0x300A01A6, 0x300A01B2, 0x300A02EB,
    }.ToFrozenSet();

    private readonly Lazy<Spans> spans = new(() => new Spans(identity.Matcher, recognise));

    /// <summary>What may stay of a value.</summary>
    /// <returns>Null if nothing may.</returns>
    public string? Clean(Tag tag, Vr vr, string value)
    {
        if (TechnicalText.IsTechnical(tag)) return IsTechnical(value) ? value : Permits(tag) ? Descriptor(value, vr) : null;
        if (!Permits(tag)) return null;
        var isProse = Sentences.Contains(tag.Value) || (vr is Vr.ST or Vr.LT or Vr.UT && !Descriptions.Contains(tag.Value)) || (value.Length > 64 && vr is Vr.LO or Vr.SH or Vr.UC);
        return isProse ? Prose(value, vr) : Descriptor(value, vr);
    }

    /// <summary>Descriptor mode.</summary>
    public string? Descriptor(string value, Vr vr = Vr.LO) => Recall(true, value, text => Cut(DescriptorMode.Clean(text, spans.Value.Of(text)), vr));

    /// <summary>Prose mode.</summary>
    public string? Prose(string value, Vr vr = Vr.UT) => Recall(false, value, text => Cut(ProseMode.Clean(text, spans.Value.Of(text)), vr));

    /// <summary>True if any detector finds something in a code or designator.</summary>
    public bool HasIdentifier(string value) => identity.Speaks(value) || Patterns.Any(value);

    /// <summary>True if the identity set is in it.</summary>
    public bool IsSpoken(string value) => identity.Speaks(value);

    // The text of reports is the matter of Clean Structured Content, all else of Clean Descriptors (PS3.15 E.3.4, E.3.5).
    private bool Permits(Tag tag) => profile.Has(tag.IsPrivate ? Options.SafePrivate : tag == TextValue ? Options.CleanStructuredContent : Options.CleanDescriptors);

    private bool IsTechnical(string value)
    {
        if (!TechnicalText.LooksTechnical(value) || identity.Speaks(value)) return false;
        var cues = new List<TextSpan>();
        NameCues.Find(value, cues);
        return cues.Count == 0;
    }

    private string? Recall(bool isDescriptor, string value, Func<string, string?> decide) => identity.Matcher.Remember(isDescriptor, value, recognise is null, () =>
    {
        var text = TextForm.Normalise(value);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? null : decide(text);
    });

    // Marks may be longer than what they stand for (PS3.5 Table 6.2-1).
    private static string? Cut(string? text, Vr vr)
    {
        var limit = vr switch { Vr.SH => 16, Vr.LO => 64, Vr.ST => 1024, Vr.LT => 10240, _ => int.MaxValue };
        return text is null || text.Length <= limit ? text : text[..limit].TrimEnd(' ', '[');
    }
}
