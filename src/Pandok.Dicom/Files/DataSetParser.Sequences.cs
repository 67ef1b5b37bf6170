using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>
/// Sequences and items (PS3.5 section 7.5), with a stack of its own instead of recursion, so that nesting costs no call stack.
/// A container on the stack is an item (its elements go to a data set) or a sequence (its items to a list); its end is a position, or -1 if a delimiter closes it.
/// </summary>
internal sealed partial class DataSetParser
{
    private Container[] open = new Container[4];
    private int depth;

    private void OpenSequence(ref Container top, Tag tag, uint length, Coding inner, ElementForm form, Vr written)
    {
        if (depth + 1 >= 2 * limits.Depth) throw Fault(DicomError.LimitExceeded, "Sequences nested deeper than the limit", tag);
        if (length != Undefined) CheckRoom(ref top, length, tag);
        else if (keepsForm) form |= ElementForm.UndefinedLength;
        Push(new Container { Set = top.Set, Items = [], Tag = tag, End = length == Undefined ? -1 : source.Position + length, Coding = inner, Form = form, Written = written });
    }

    private int ReadItemHead(ref Container sequence, Tag tag, ReadOnlySpan<byte> bytes)
    {
        var length = sequence.Coding.LongAt(bytes[4..]);
        if (tag == Tags.SequenceDelimitation)
        {
            source.Skip(8);
            if (sequence.End < 0) CloseTop();
            else PassOver(sequence.Tag);
            return 0;
        }
        if (tag != Tags.Item)
        {
            if (tag == Tags.ItemDelimitation && sequence.End < 0 && depth > 1)
            {
                // The item around this sequence ends, the sequence has no delimiter of its own.
                Find(ReadFindingCode.MissingDelimiter, sequence.Tag);
                CloseTop();
                return 0;
            }
            throw Fault(DicomError.Structure, "An item was expected", sequence.Tag);
        }
        source.Skip(8);
        Count(sequence.Tag);
        if (length != Undefined) CheckRoom(ref sequence, length, sequence.Tag);
        var item = new DataSet { HasUndefinedLength = keepsForm && length == Undefined };
        item.Adopt(sequence.Set);
        Push(new Container { Set = item, Tag = sequence.Tag, End = length == Undefined ? -1 : source.Position + length, Coding = sequence.Coding });
        return 0;
    }

    private int CloseItem(Tag tag)
    {
        if (depth == 0)
        {
            if (tag != Tags.ItemDelimitation && tag != Tags.SequenceDelimitation) throw Fault(DicomError.Structure, "An item outside every sequence", tag);
            source.Skip(8);
            PassOver(tag);
            return 0;
        }
        ref var top = ref open[depth];
        if (tag == Tags.ItemDelimitation)
        {
            source.Skip(8);
            if (top.End < 0) CloseTop();
            else PassOver(top.Tag);
            return 0;
        }
        if (tag != Tags.SequenceDelimitation && tag != Tags.Item) throw Fault(DicomError.Structure, "An unknown tag of group FFFE", tag);
        if (top.End >= 0) throw Fault(DicomError.Structure, "A delimiter inside an item that has a length", top.Tag);
        Find(ReadFindingCode.MissingDelimiter, top.Tag);
        CloseTop();
        return 0;
    }

    private void CloseWhatEnds()
    {
        while (open[depth] is { End: >= 0 } top)
        {
            if (source.Position < top.End) return;
            if (source.Position > top.End) throw Fault(DicomError.Structure, "An element leaves its item", top.Tag);
            CloseTop();
        }
    }

    private void CloseTop()
    {
        ref var closed = ref open[depth--];
        if (closed.Items is { } items) Store(open[depth].Set, new DataElement(closed.Tag, Vr.SQ, default, items, closed.Form, closed.Written));
        else open[depth].Items!.Add(closed.Set);
        closed = default;
    }

    // A delimiter for which nothing is open. They would be read without end, so they count as elements do.
    private void PassOver(Tag tag)
    {
        Find(ReadFindingCode.StrayDelimiter, tag);
        Count(tag);
    }

    private void Push(Container container)
    {
        if (++depth == open.Length) Array.Resize(ref open, open.Length * 2);
        open[depth] = container;
    }

    private struct Container
    {
        public DataSet Set;
        public List<DataSet>? Items;
        public Tag Tag;
        public long End;
        public Coding Coding;
        public ElementForm Form;
        public Vr Written;
    }
}
