using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// The grammar of PS3.5 section 7, with a stack of its own instead of recursion, so that nesting costs no call stack.
/// A container on the stack is an item (its elements go to a data set) or a sequence (its items to a list); its end is a position, or -1 if a delimiter closes it.
/// </summary>
internal sealed class DataSetParser(ByteSource source, TransferSyntax syntax, ReadLimits limits, List<ReadFinding> findings)
{
    private const uint Undefined = uint.MaxValue;
    private readonly Stack<Container> open = new();
    private readonly long origin = source.Position;
    private int count;

    /// <summary>Set when the top level reached its Pixel Data; its bytes are next in the source.</summary>
    public PixelDataHead? Pixels { get; private set; }

    public async ValueTask<DataSet> ReadAsync(CancellationToken stop)
    {
        var root = new DataSet();
        open.Push(new Container(root, null, default, -1, syntax.IsImplicit));
        while (true)
        {
            CloseWhatEnds();
            var top = open.Peek();
            var isRoot = open.Count == 1;
            if (!await source.FillAsync(8, stop).ConfigureAwait(false))
            {
                if (isRoot && source.Available == 0) return root;
                throw Fault(DicomError.Truncated, "The data set ends inside an element");
            }
            if (top.Items is not null)
            {
                ReadItemHead(top);
                continue;
            }
            var tag = PeekTag();
            if (tag.Group == 0xFFFE)
            {
                CloseItem(tag, isRoot);
                continue;
            }
            if (!await ReadElementAsync(top, tag, isRoot, stop).ConfigureAwait(false)) return root;
        }
    }

    /// <summary>Group 0002, always explicit little endian; ends before the first element of another group.</summary>
    public async ValueTask<DataSet> ReadMetaAsync(CancellationToken stop)
    {
        var meta = new DataSet();
        var top = new Container(meta, null, default, -1, false);
        open.Push(top);
        while (await source.FillAsync(8, stop).ConfigureAwait(false) && PeekTag() is { Group: 2 } tag)
        {
            await ReadElementAsync(top, tag, false, stop).ConfigureAwait(false);
            if (open.Count > 1) throw Fault(DicomError.Structure, "A sequence in File Meta Information", tag);
        }
        return meta;
    }

    private async ValueTask<bool> ReadElementAsync(Container top, Tag tag, bool isRoot, CancellationToken stop)
    {
        if (++count > limits.Elements) throw Fault(DicomError.LimitExceeded, "More elements than the limit", tag);
        Vr vr;
        uint length;
        if (top.IsImplicit)
        {
            vr = Dictionary.VrOf(tag, top.Set!);
            length = BinaryPrimitives.ReadUInt32LittleEndian(source.Peek[4..]);
            source.Take(8);
            if (length == Undefined && vr is not (Vr.OB or Vr.OW)) vr = Vr.SQ;
        }
        else
        {
            vr = VrTraits.FromLetters(source.Peek[4], source.Peek[5]);
            var known = vr.IsKnown();
            if (known && !vr.HasLongLength())
            {
                length = BinaryPrimitives.ReadUInt16LittleEndian(source.Peek[6..]);
                source.Take(8);
            }
            else
            {
                if (!await source.FillAsync(12, stop).ConfigureAwait(false)) throw Fault(DicomError.Truncated, "The data set ends inside an element", tag);
                if (!known) { Find(ReadFindingCode.UnknownVr, tag); vr = Vr.UN; }
                length = BinaryPrimitives.ReadUInt32LittleEndian(source.Peek[8..]);
                source.Take(12);
            }
        }

        if (isRoot && tag.Group == 0x7FE0 && tag.Element is 0x0008 or 0x0009 or 0x0010)
        {
            if (length == Undefined && !syntax.IsEncapsulated) throw Fault(DicomError.Structure, $"Fragments in {syntax.Name}", tag);
            if (length != Undefined && length > 0 && syntax.IsEncapsulated) throw Fault(DicomError.Structure, $"Native Pixel Data in {syntax.Name}", tag);
            Pixels = new PixelDataHead(tag, vr, length == Undefined ? null : length);
            return false;
        }

        var isImplicit = top.IsImplicit;
        if (vr == Vr.UN && !tag.IsPrivate && Dictionary.VrOf(tag, top.Set!) is var table && table != Vr.UN)
        {
            Find(ReadFindingCode.UnWithKnownVr, tag);
            if (table == Vr.SQ) isImplicit = true; // the value of a UN element is implicit VR little endian (PS3.5 section 6.2.2, note 2)
            vr = table;
        }
        if (vr == Vr.SQ || (length == Undefined && vr == Vr.UN))
        {
            OpenSequence(top, tag, length, isImplicit || vr == Vr.UN);
            return true;
        }
        if (length == Undefined)
        {
            Store(top.Set!, await ReadNestedFragmentsAsync(tag, vr, stop).ConfigureAwait(false));
            return true;
        }
        if (length > limits.ElementBytes) throw Fault(DicomError.LimitExceeded, $"A value of {length} bytes", tag);
        CheckRoom(top, length, tag);
        if (!await source.FillAsync((int)length, stop).ConfigureAwait(false)) throw Fault(DicomError.Truncated, $"A value of {length} bytes is cut off", tag);
        if ((length & 1) != 0) Find(ReadFindingCode.OddLength, tag);
        var value = source.Take((int)length);
        if (!tag.IsGroupLength || tag.Group <= 2) Store(top.Set!, DataElement.Padded(tag, vr, value));
        return true;
    }

    private void OpenSequence(Container top, Tag tag, uint length, bool isImplicit)
    {
        if (open.Count >= 2 * limits.Depth) throw Fault(DicomError.LimitExceeded, "Sequences nested deeper than the limit", tag);
        if (length != Undefined) CheckRoom(top, length, tag);
        open.Push(new Container(top.Set!, [], tag, length == Undefined ? -1 : source.Position + length, isImplicit));
    }

    private void ReadItemHead(Container sequence)
    {
        var tag = PeekTag();
        var length = BinaryPrimitives.ReadUInt32LittleEndian(source.Peek[4..]);
        if (tag == Tags.SequenceDelimitation)
        {
            source.Take(8);
            CloseTop();
            return;
        }
        if (tag != Tags.Item)
        {
            if (tag != Tags.ItemDelimitation) throw Fault(DicomError.Structure, "An item was expected", sequence.Tag);
            // The item around this sequence ends, the sequence has no delimiter of its own.
            Find(ReadFindingCode.MissingDelimiter, sequence.Tag);
            CloseTop();
            return;
        }
        if (++count > limits.Elements) throw Fault(DicomError.LimitExceeded, "More items than the limit", sequence.Tag);
        source.Take(8);
        if (length != Undefined) CheckRoom(sequence, length, sequence.Tag);
        var item = new DataSet();
        item.Adopt(sequence.Set!);
        open.Push(new Container(item, null, sequence.Tag, length == Undefined ? -1 : source.Position + length, sequence.IsImplicit));
    }

    private void CloseItem(Tag tag, bool isRoot)
    {
        if (isRoot) throw Fault(DicomError.Structure, "A delimiter outside every sequence", tag);
        if (tag == Tags.ItemDelimitation)
        {
            source.Take(8);
            CloseTop();
            return;
        }
        if (tag != Tags.SequenceDelimitation && tag != Tags.Item) throw Fault(DicomError.Structure, "An unknown tag of group FFFE", tag);
        Find(ReadFindingCode.MissingDelimiter, open.Peek().Tag);
        CloseTop();
    }

    private void CloseWhatEnds()
    {
        while (open.Peek() is { End: >= 0 } top)
        {
            if (source.Position < top.End) return;
            if (source.Position > top.End) throw Fault(DicomError.Structure, "An element leaves its item", top.Tag);
            CloseTop();
        }
    }

    private void CloseTop()
    {
        var closed = open.Pop();
        if (closed.Items is { } items) Store(closed.Set!, DataElement.OfItems(closed.Tag, items));
        else open.Peek().Items!.Add(closed.Set!);
    }

    // Pixel data inside an item (an icon): kept as it stands, item heads included.
    private async ValueTask<DataElement> ReadNestedFragmentsAsync(Tag tag, Vr vr, CancellationToken stop)
    {
        using var chain = new MemoryStream();
        while (true)
        {
            if (!await source.FillAsync(8, stop).ConfigureAwait(false)) throw Fault(DicomError.Truncated, "The fragments end without a delimiter", tag);
            var head = source.Take(8);
            var mark = BinaryPrimitives.ReadUInt32LittleEndian(head.Span);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.Span[4..]);
            if (mark == 0xE0DDFFFE) return DataElement.OfFragments(tag, vr, chain.ToArray());
            if (mark != 0xE000FFFE || length == Undefined || (length & 1) != 0) throw Fault(DicomError.Structure, "A fragment item was expected", tag);
            if (chain.Length + length > limits.ElementBytes) throw Fault(DicomError.LimitExceeded, "Nested fragments longer than the limit", tag);
            if (!await source.FillAsync((int)length, stop).ConfigureAwait(false)) throw Fault(DicomError.Truncated, "A fragment is cut off", tag);
            chain.Write(head.Span);
            chain.Write(source.Take((int)length).Span);
        }
    }

    private void Store(DataSet set, DataElement element)
    {
        if (set.Count > 0 && set[set.Count - 1].Tag >= element.Tag) Find(ReadFindingCode.OutOfOrder, element.Tag);
        set.Set(element);
    }

    private void CheckRoom(Container container, uint length, Tag tag)
    {
        if (container.End >= 0 && source.Position + length > container.End) throw Fault(DicomError.Structure, "A length leaves its container", tag);
        if (source.Position - origin + length > limits.HeaderBytes) throw Fault(DicomError.LimitExceeded, "The header is larger than the limit", tag);
    }

    private Tag PeekTag() => new(BinaryPrimitives.ReadUInt16LittleEndian(source.Peek), BinaryPrimitives.ReadUInt16LittleEndian(source.Peek[2..]));

    private void Find(ReadFindingCode code, Tag tag)
    {
        if (findings.Count < 1000) findings.Add(new ReadFinding(code, tag, source.Position));
    }

    private DicomException Fault(DicomError error, string message, Tag? tag = null) => new(error, message, source.Position, tag);

    private sealed record Container(DataSet? Set, List<DataSet>? Items, Tag Tag, long End, bool IsImplicit);
}
