using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>What stands before a value: tag, VR and length (PS3.5 section 7.1).</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Vr">How the value is to be read: the letters if they are a VR, the dictionary's in implicit VR, else UN.</param>
/// <param name="Written">The letters that stand there; in implicit VR as <paramref name="Vr"/>.</param>
/// <param name="Length">Bytes of the value, or <see cref="Undefined"/>.</param>
/// <param name="Size">Bytes of the head itself: 8 or 12.</param>
/// <param name="Form">ShortLength for letters that can be no VR.</param>
internal readonly record struct ElementHead(Tag Tag, Vr Vr, Vr Written, uint Length, int Size, ElementForm Form)
{
    public const uint Undefined = uint.MaxValue;

    public bool IsUndefined => Length == Undefined;

    /// <summary>Pixel Data, Float or Double Float Pixel Data.</summary>
    public bool IsPixelData => Tag.Group == 0x7FE0 && Tag.Element is 0x0008 or 0x0009 or 0x0010;

    /// <summary>The letters UN were written: the VR may be another, the value is little endian whatever the file is (PS3.5 section 6.2.2, note 2).</summary>
    public bool SaysUn(Coding coding) => Vr == Vr.UN && Form == 0 && Written == Vr.UN && !coding.IsImplicit;

    /// <summary>Reads a head.</summary>
    /// <param name="coding">How it is written.</param>
    /// <param name="tag">Its tag, read already.</param>
    /// <param name="bytes">From the tag on, at least 8.</param>
    /// <param name="set">The data set that it belongs to: it tells private creators and Pixel Representation.</param>
    /// <param name="head">The head, if it is whole.</param>
    /// <returns>Zero, or the bytes that must be there.</returns>
    public static int Read(Coding coding, Tag tag, ReadOnlySpan<byte> bytes, DataSet set, out ElementHead head)
    {
        if (coding.IsImplicit)
        {
            var length = coding.LongAt(bytes[4..]);
            var known = Dictionary.VrOf(tag, set);
            if (length == Undefined && known is not (Vr.OB or Vr.OW)) known = Vr.SQ;
            head = new ElementHead(tag, known, known, length, 8, 0);
            return 0;
        }
        Vr written = VrTraits.FromLetters(bytes[4], bytes[5]), vr = written;
        ElementForm form = 0;
        // PS3.5 section 7.1.2: a VR of the future has the long form; letters that can be no VR are taken to be slips of a writer of the short form.
        if (!vr.IsKnown())
        {
            var isFuture = bytes[4] is >= (byte)'A' and <= (byte)'Z' && bytes[5] is >= (byte)'A' and <= (byte)'Z' && bytes[6] == 0 && bytes[7] == 0;
            form = isFuture ? 0 : ElementForm.ShortLength;
            vr = Vr.UN;
        }
        if (form != 0 || !vr.HasLongLength()) head = new ElementHead(tag, vr, written, coding.ShortAt(bytes[6..]), 8, form);
        else if (bytes.Length < 12)
        {
            head = default;
            return 12;
        }
        else head = new ElementHead(tag, vr, written, coding.LongAt(bytes[8..]), 12, form);
        return 0;
    }
}
