using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// The grammar of PS3.5 section 7: elements and their values here, heads in <see cref="ElementHead"/>, sequences and items in <see cref="OpenItems"/>.
/// <see cref="Advance"/> goes on through what has arrived without waiting; it stops where an element is not whole yet and takes nothing of it.
/// </summary>
internal sealed class DataSetParser
{
    private readonly ByteSource source;
    private readonly ReadLimits limits;
    private readonly ReadGuard guard;
    private readonly OpenItems open;
    private readonly bool keepsForm;
    private readonly bool keepsCut;
    private readonly DataSet root = new(96);
    private (long From, int At) scanned;
    private bool isMeta;
    private bool isTrailer;

    public DataSetParser(ByteSource source, Coding coding, ReadLimits limits, ReadMode mode, FindingList findings)
    {
        (this.source, this.limits) = (source, limits);
        keepsForm = mode is ReadMode.Verbatim or ReadMode.Salvage;
        keepsCut = mode == ReadMode.Salvage;
        guard = new ReadGuard(source, limits, findings);
        open = new OpenItems(source, guard, keepsForm, root, coding);
    }

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
        while (Advance() is > 0 and var wanted)
        {
            if (await source.FillAsync(wanted, stop).ConfigureAwait(false)) continue;
            if (isMeta && open.Depth == 0 && source.Available < 8) break;
            if (await EndsHereAsync(stop).ConfigureAwait(false)) break;
        }
        return root;
    }

    // The stream ends with fewer bytes than the next element needs.
    private async ValueTask<bool> EndsHereAsync(CancellationToken stop)
    {
        if (open.Depth == 0 && source.Available == 0) return true;
        if (open.Depth == 0 && source.Available < 8 && root.Count + (isTrailer ? 1 : 0) > 0 && !source.Peek.ContainsAnyExcept((byte)0))
        {
            await PassOverRestAsync(stop).ConfigureAwait(false);
            return true;
        }
        Tag? inside = open.Depth > 0 ? open.Top.Tag : null;
        if (!keepsCut) throw guard.Fault(DicomError.Truncated, "The data set ends inside an element", inside);
        guard.Find(ReadFindingCode.Truncated, inside ?? default);
        while (open.Depth > 0) open.CloseTop();
        source.Skip(source.Available);
        return true;
    }

    private async ValueTask PassOverRestAsync(CancellationToken stop)
    {
        guard.Find(ReadFindingCode.TrailingBytes, default);
        var left = limits.HeaderBytes;
        while (await source.FillAsync(1, stop).ConfigureAwait(false))
        {
            left -= source.Available;
            if (left < 0) throw guard.Fault(DicomError.LimitExceeded, "More bytes after the data set than the limit");
            source.Skip(source.Available);
        }
    }

    // Zero when the data set is complete, else the bytes that must be there to go on.
    private int Advance()
    {
        while (true)
        {
            open.CloseWhatEnds();
            ref var top = ref open.Top;
            var bytes = source.Peek;
            if (bytes.Length < 8) return 8;
            var tag = top.Coding.TagAt(bytes);
            var wanted = 0;
            if (top.Items is not null) open.ReadItemHead(tag, bytes);
            else if (tag.Group == 0xFFFE) open.ReadDelimiter(tag);
            else if (open.Depth == 0 && isMeta && tag.Group != 2) return 0;
            else if (open.Depth == 0 && tag.Value == 0 && (root.Count > 0 || isTrailer)) wanted = TrailingZeros();
            else wanted = ReadElement(ref top, tag, bytes);
            if (wanted > 0) return wanted;
            if (Pixels is not null) return 0;
        }
    }

    private int ReadElement(ref OpenItems.Container top, Tag tag, ReadOnlySpan<byte> bytes)
    {
        if (ElementHead.Read(top.Coding, tag, bytes, top.Set, out var head) is > 0 and var wanted) return wanted;
        var vr = head.Vr;
        if (open.Depth == 0 && !isTrailer && head.IsPixelData)
        {
            source.Skip(head.Size);
            if (!keepsForm && vr is not (Vr.OB or Vr.OW or Vr.OF or Vr.OD)) vr = PixelVr(tag, vr);
            Pixels = new PixelDataHead(tag, keepsForm ? head.Written : vr, head.IsUndefined ? null : head.Length);
            return 0;
        }

        var inner = top.Coding;
        var saysUn = head.SaysUn(top.Coding);
        var isTable = false;
        if (saysUn && !tag.IsPrivate && Dictionary.VrOf(tag, top.Set) is var table && table != Vr.UN)
        {
            isTable = true;
            if (table == Vr.SQ) inner = Coding.Implicit;
            vr = table;
        }
        if (head.IsUndefined && vr == Vr.UN) (vr, inner) = (Vr.SQ, Coding.Implicit); // CP-246
        if (vr == Vr.SQ)
        {
            source.Skip(head.Size);
            guard.Count(tag);
            if (isTable) guard.Find(ReadFindingCode.UnWithKnownVr, tag);
            open.OpenSequence(head, inner, saysUn ? head.Form | ElementForm.ImplicitItems : head.Form);
            return 0;
        }
        return head.IsUndefined ? ReadNestedFragments(ref top, head, vr, bytes) : ReadValue(ref top, head, vr, isTable, saysUn, bytes);
    }

    private int ReadValue(ref OpenItems.Container top, in ElementHead head, Vr vr, bool isTable, bool saysUn, ReadOnlySpan<byte> bytes)
    {
        var (tag, length) = (head.Tag, head.Length);
        if (length > limits.ElementBytes) throw guard.Fault(DicomError.LimitExceeded, $"A value of {length} bytes", tag);
        guard.CheckRoom(top.End, head.Size + length, tag);
        var whole = head.Size + (int)length;
        if (bytes.Length < whole) return whole;

        source.Skip(head.Size);
        var value = source.Take((int)length);
        guard.Count(tag);
        if (head.Written != Vr.UN && vr == Vr.UN && !top.Coding.IsImplicit) guard.Find(ReadFindingCode.UnknownVr, tag);
        if (isTable) guard.Find(ReadFindingCode.UnWithKnownVr, tag);
        if ((length & 1) != 0) guard.Find(ReadFindingCode.OddLength, tag);
        if (top.Coding.IsBigEndian && !saysUn) ByteOrder.Swap(value.Span, vr.SwapWidth());
        if (tag == Tags.SpecificCharacterSet && !CharacterSet.Of(value.Span).IsKnown) guard.Find(ReadFindingCode.UnknownCharacterSet, tag);
        if (keepsForm) guard.Store(top.Set, new DataElement(tag, vr, value, null, head.Form, head.Written));
        else if (!tag.IsGroupLength || tag.Group <= 2) guard.Store(top.Set, (length & 1) == 0 ? new DataElement(tag, vr, value) : DataElement.Padded(tag, vr, value));
        return 0;
    }

    private static Vr PixelVr(Tag tag, Vr vr) => tag.Element switch { 0x0008 => Vr.OF, 0x0009 => Vr.OD, _ => vr == Vr.UN ? Vr.OW : vr };

    // Pixel data inside an item (an icon): kept as it stands, item heads included.
    private int ReadNestedFragments(ref OpenItems.Container top, in ElementHead head, Vr vr, ReadOnlySpan<byte> bytes)
    {
        // Many small fragments that come in small pieces are looked through once.
        var at = scanned.At > 0 && scanned.From == source.Position ? scanned.At : head.Size;
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
            if (mark != 0xE000FFFE || length == ElementHead.Undefined || (length & 1) != 0) throw guard.Fault(DicomError.Structure, "A fragment item was expected", head.Tag);
            if (at + 8L + length > limits.ElementBytes) throw guard.Fault(DicomError.LimitExceeded, "Nested fragments longer than the limit", head.Tag);
            at += 8 + (int)length;
        }
        guard.CheckRoom(top.End, at + 8L, head.Tag);
        source.Skip(head.Size);
        var chain = source.Take(at - head.Size);
        source.Skip(8);
        guard.Count(head.Tag);
        guard.Store(top.Set, DataElement.OfFragments(head.Tag, vr, chain));
        return 0;
    }

    // Some writers fill the last block of a file with zeros.
    private int TrailingZeros()
    {
        if (source.Peek.ContainsAnyExcept((byte)0)) throw guard.Fault(DicomError.Structure, "Zeros where an element was expected", default);
        guard.CheckRoom(-1, source.Available, default);
        guard.Find(ReadFindingCode.TrailingBytes, default);
        source.Skip(source.Available);
        return 8;
    }
}
