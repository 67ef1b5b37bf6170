using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// The grammar of PS3.5 section 7: here the elements and their values, in DataSetParser.Sequences.cs what is nested.
/// <see cref="Advance"/> goes on through what has arrived without waiting; it stops where an element is not whole yet and takes nothing of it.
/// One type in two files: as types of their own, the halves read a tenth to a fifth slower.
/// </summary>
internal sealed partial class DataSetParser(ByteSource source, Coding coding, ReadLimits limits, ReadMode mode, FindingList findings)
{
    private const uint Undefined = uint.MaxValue;
    private readonly bool keepsForm = mode is ReadMode.Verbatim or ReadMode.Salvage;
    private readonly long origin = source.Position;
    private readonly DataSet root = new(96);
    private int count;
    private (long From, int At) scanned;
    private bool isMeta;
    private bool isTrailer;

    /// <summary>Set when the top level reached its Pixel Data; its bytes are next in the source.</summary>
    public PixelDataHead? Pixels { get; private set; }

    /// <summary>A data set up to its Pixel Data or its end.</summary>
    public ValueTask<DataSet> ReadAsync(CancellationToken stop) => RunAsync(stop);

    /// <summary>Group 0002, always explicit little endian; ends before the first element of another group.</summary>
    public ValueTask<DataSet> ReadMetaAsync(CancellationToken stop)
    {
        isMeta = true;
        return RunAsync(stop);
    }

    /// <summary>The elements after Pixel Data.</summary>
    public ValueTask<DataSet> ReadTrailerAsync(CancellationToken stop)
    {
        isTrailer = true;
        return RunAsync(stop);
    }

    private async ValueTask<DataSet> RunAsync(CancellationToken stop)
    {
        open[0] = new Container { Set = root, End = -1, Coding = coding };
        while (Advance() is > 0 and var wanted)
        {
            if (await source.FillAsync(wanted, stop).ConfigureAwait(false)) continue;
            if (isMeta && depth == 0 && source.Available < 8) break;
            if (await EndsHereAsync(stop).ConfigureAwait(false)) break;
        }
        return root;
    }

    // The stream ends with fewer bytes than the next element needs.
    private async ValueTask<bool> EndsHereAsync(CancellationToken stop)
    {
        if (depth == 0 && source.Available == 0) return true;
        if (depth == 0 && source.Available < 8 && root.Count + (isTrailer ? 1 : 0) > 0 && !source.Peek.ContainsAnyExcept((byte)0))
        {
            await PassOverRestAsync(stop).ConfigureAwait(false);
            return true;
        }
        if (mode != ReadMode.Salvage) throw Fault(DicomError.Truncated, "The data set ends inside an element", depth > 0 ? open[depth].Tag : null);
        findings.Add(ReadFindingCode.Truncated, depth > 0 ? open[depth].Tag : default, source.Position);
        while (depth > 0) CloseTop();
        source.Skip(source.Available);
        return true;
    }

    private async ValueTask PassOverRestAsync(CancellationToken stop)
    {
        findings.Add(ReadFindingCode.TrailingBytes, default, source.Position);
        var left = limits.HeaderBytes;
        while (await source.FillAsync(1, stop).ConfigureAwait(false))
        {
            left -= source.Available;
            if (left < 0) throw Fault(DicomError.LimitExceeded, "More bytes after the data set than the limit");
            source.Skip(source.Available);
        }
    }

    // Zero when the data set is complete, else the bytes that must be there to go on.
    private int Advance()
    {
        while (true)
        {
            CloseWhatEnds();
            ref var top = ref open[depth];
            var bytes = source.Peek;
            if (bytes.Length < 8) return 8;
            var tag = top.Coding.TagAt(bytes);
            int wanted;
            if (top.Items is not null) wanted = ReadItemHead(ref top, tag, bytes);
            else if (tag.Group == 0xFFFE) wanted = CloseItem(tag);
            else if (depth == 0 && isMeta && tag.Group != 2) return 0;
            else if (depth == 0 && tag.Value == 0 && (root.Count > 0 || isTrailer)) return TrailingZeros();
            else wanted = ReadElement(ref top, tag, bytes);
            if (wanted > 0) return wanted;
            if (Pixels is not null) return 0;
        }
    }

    private int ReadElement(ref Container top, Tag tag, ReadOnlySpan<byte> bytes)
    {
        Vr vr, written;
        uint length;
        var head = 8;
        ElementForm form = 0;
        if (top.Coding.IsImplicit)
        {
            length = top.Coding.LongAt(bytes[4..]);
            vr = written = Dictionary.VrOf(tag, top.Set);
            if (length == Undefined && vr is not (Vr.OB or Vr.OW)) vr = written = Vr.SQ;
        }
        else
        {
            vr = written = VrTraits.FromLetters(bytes[4], bytes[5]);
            // PS3.5 section 7.1.2: a VR of the future has the long form; letters that can be no VR are taken to be slips of a writer of the short form.
            if (!vr.IsKnown())
            {
                var isFuture = bytes[4] is >= (byte)'A' and <= (byte)'Z' && bytes[5] is >= (byte)'A' and <= (byte)'Z' && bytes[6] == 0 && bytes[7] == 0;
                form = isFuture ? 0 : ElementForm.ShortLength;
                vr = Vr.UN;
            }
            if (form == 0 && vr.HasLongLength())
            {
                if (bytes.Length < 12) return 12;
                length = top.Coding.LongAt(bytes[8..]);
                head = 12;
            }
            else length = top.Coding.ShortAt(bytes[6..]);
        }

        if (depth == 0 && !isTrailer && tag.Group == 0x7FE0 && tag.Element is 0x0008 or 0x0009 or 0x0010)
        {
            source.Skip(head);
            if (!keepsForm && vr is not (Vr.OB or Vr.OW or Vr.OF or Vr.OD)) vr = PixelVr(tag, vr);
            Pixels = new PixelDataHead(tag, keepsForm ? written : vr, length == Undefined ? null : length);
            return 0;
        }

        var inner = top.Coding;
        var isUn = vr == Vr.UN && form == 0 && written == Vr.UN && !top.Coding.IsImplicit;
        var isTable = false;
        if (isUn && !tag.IsPrivate && Dictionary.VrOf(tag, top.Set) is var table && table != Vr.UN)
        {
            isTable = true;
            if (table == Vr.SQ) inner = Coding.Implicit;
            vr = table;
        }
        if (length == Undefined && vr == Vr.UN) (vr, inner) = (Vr.SQ, Coding.Implicit); // CP-246
        if (vr == Vr.SQ)
        {
            source.Skip(head);
            Count(tag);
            if (isTable) Find(ReadFindingCode.UnWithKnownVr, tag);
            if (isUn) form |= ElementForm.ImplicitItems;
            OpenSequence(ref top, tag, length, inner, form, written);
            return 0;
        }
        if (length == Undefined) return ReadNestedFragments(ref top, tag, vr, head, bytes);
        if (length > limits.ElementBytes) throw Fault(DicomError.LimitExceeded, $"A value of {length} bytes", tag);
        CheckRoom(ref top, head + length, tag);
        var whole = head + (int)length;
        if (bytes.Length < whole) return whole;

        source.Skip(head);
        var value = source.Take((int)length);
        Count(tag);
        if (written != Vr.UN && vr == Vr.UN && !top.Coding.IsImplicit) Find(ReadFindingCode.UnknownVr, tag);
        if (isTable) Find(ReadFindingCode.UnWithKnownVr, tag);
        if ((length & 1) != 0) Find(ReadFindingCode.OddLength, tag);
        // The value of a UN element is little endian whatever the file is (PS3.5 section 6.2.2, note 2).
        if (top.Coding.IsBigEndian && !isUn) ByteOrder.Swap(value.Span, vr.SwapWidth());
        if (tag == Tags.SpecificCharacterSet && !CharacterSet.Of(value.Span).IsKnown) Find(ReadFindingCode.UnknownCharacterSet, tag);
        if (keepsForm) Store(top.Set, new DataElement(tag, vr, value, null, form, written));
        else if (!tag.IsGroupLength || tag.Group <= 2) Store(top.Set, (length & 1) == 0 ? new DataElement(tag, vr, value) : DataElement.Padded(tag, vr, value));
        return 0;
    }

    private static Vr PixelVr(Tag tag, Vr vr) => tag.Element switch { 0x0008 => Vr.OF, 0x0009 => Vr.OD, _ => vr == Vr.UN ? Vr.OW : vr };

    // Pixel data inside an item (an icon): kept as it stands, item heads included.
    private int ReadNestedFragments(ref Container top, Tag tag, Vr vr, int head, ReadOnlySpan<byte> bytes)
    {
        // Many small fragments that come in small pieces are looked through once.
        var at = scanned.At > 0 && scanned.From == source.Position ? scanned.At : head;
        while (true)
        {
            if (bytes.Length < at + 8)
            {
                scanned = (source.Position, at);
                return at + 8;
            }
            var mark = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            if (mark == 0xE0DDFFFE) break;
            if (mark != 0xE000FFFE || length == Undefined || (length & 1) != 0) throw Fault(DicomError.Structure, "A fragment item was expected", tag);
            if (at + 8L + length > limits.ElementBytes) throw Fault(DicomError.LimitExceeded, "Nested fragments longer than the limit", tag);
            at += 8 + (int)length;
        }
        CheckRoom(ref top, (uint)at + 8, tag);
        source.Skip(head);
        var chain = source.Take(at - head);
        source.Skip(8);
        Count(tag);
        Store(top.Set, DataElement.OfFragments(tag, vr, chain));
        return 0;
    }

    // Some writers fill the last block of a file with zeros.
    private int TrailingZeros()
    {
        if (source.Peek.ContainsAnyExcept((byte)0)) throw Fault(DicomError.Structure, "Zeros where an element was expected", default);
        CheckRoom(ref open[0], source.Available, default);
        Find(ReadFindingCode.TrailingBytes, default);
        source.Skip(source.Available);
        return 8;
    }

    private void Store(DataSet set, DataElement element)
    {
        if (set.Append(element)) return;
        Find(ReadFindingCode.OutOfOrder, element.Tag);
        set.Set(element);
    }

    private void Count(Tag tag)
    {
        if (++count > limits.Elements) throw Fault(DicomError.LimitExceeded, "More elements and items than the limit", tag);
    }

    private void CheckRoom(ref Container container, long length, Tag tag)
    {
        if (container.End >= 0 && source.Position + length > container.End) throw Fault(DicomError.Structure, "A length leaves its container", tag);
        if (source.Position - origin + length > limits.HeaderBytes) throw Fault(DicomError.LimitExceeded, "The header is larger than the limit", tag);
    }

    private void Find(ReadFindingCode code, Tag tag) => findings.Add(code, tag, source.Position);

    private DicomException Fault(DicomError error, string message, Tag? tag = null) => new(error, message, source.Position, tag);
}
