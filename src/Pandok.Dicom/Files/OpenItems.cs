using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>
/// The sequences and items that are open (PS3.5 section 7.5), a stack instead of recursion, so that nesting costs no call stack. At its bottom lies the data set itself.
/// A container is an item (its elements go to a data set) or a sequence (its items to a list); its end is a position, or -1 if a delimiter closes it.
/// </summary>
internal sealed class OpenItems
{
    private readonly ByteSource source;
    private readonly ReadGuard guard;
    private readonly bool keepsForm;
    private Container[] open = new Container[4];

    public OpenItems(ByteSource source, ReadGuard guard, bool keepsForm, DataSet root, Coding coding)
    {
        (this.source, this.guard, this.keepsForm) = (source, guard, keepsForm);
        open[0] = new Container { Set = root, End = -1, Coding = coding };
    }

    /// <summary>Containers above the data set itself.</summary>
    public int Depth { get; private set; }

    /// <summary>Valid until the next container is opened.</summary>
    public ref Container Top => ref open[Depth];

    public void OpenSequence(in ElementHead head, Coding inner, ElementForm form)
    {
        ref var top = ref Top;
        if (Depth + 1 >= 2 * guard.Limits.Depth) throw guard.Fault(DicomError.LimitExceeded, "Sequences nested deeper than the limit", head.Tag);
        if (!head.IsUndefined) guard.CheckRoom(top.End, head.Length, head.Tag);
        else if (keepsForm) form |= ElementForm.UndefinedLength;
        Push(new Container { Set = top.Set, Items = [], Tag = head.Tag, End = EndOf(head.Length), Coding = inner, Form = form, Written = head.Written });
    }

    /// <summary>Inside a sequence: opens an item, or closes the sequence.</summary>
    public void ReadItemHead(Tag tag, ReadOnlySpan<byte> bytes)
    {
        ref var sequence = ref Top;
        if (tag == Tags.SequenceDelimitation)
        {
            source.Skip(8);
            if (sequence.End < 0) CloseTop();
            else PassOver(sequence.Tag);
            return;
        }
        if (tag != Tags.Item)
        {
            if (tag != Tags.ItemDelimitation || sequence.End >= 0 || Depth <= 1) throw guard.Fault(DicomError.Structure, "An item was expected", sequence.Tag);
            // The item around this sequence ends, the sequence has no delimiter of its own.
            guard.Find(ReadFindingCode.MissingDelimiter, sequence.Tag);
            CloseTop();
            return;
        }
        var length = sequence.Coding.LongAt(bytes[4..]);
        source.Skip(8);
        guard.Count(sequence.Tag);
        if (length != ElementHead.Undefined) guard.CheckRoom(sequence.End, length, sequence.Tag);
        var item = new DataSet { HasUndefinedLength = keepsForm && length == ElementHead.Undefined };
        item.Adopt(sequence.Set);
        Push(new Container { Set = item, Tag = sequence.Tag, End = EndOf(length), Coding = sequence.Coding });
    }

    /// <summary>Inside an item or the data set itself: meets a tag of group FFFE.</summary>
    public void ReadDelimiter(Tag tag)
    {
        if (Depth == 0)
        {
            if (tag != Tags.ItemDelimitation && tag != Tags.SequenceDelimitation) throw guard.Fault(DicomError.Structure, "An item outside every sequence", tag);
            source.Skip(8);
            PassOver(tag);
            return;
        }
        ref var top = ref Top;
        if (tag == Tags.ItemDelimitation)
        {
            source.Skip(8);
            if (top.End < 0) CloseTop();
            else PassOver(top.Tag);
            return;
        }
        if (tag != Tags.SequenceDelimitation && tag != Tags.Item) throw guard.Fault(DicomError.Structure, "An unknown tag of group FFFE", tag);
        if (top.End >= 0) throw guard.Fault(DicomError.Structure, "A delimiter inside an item that has a length", top.Tag);
        guard.Find(ReadFindingCode.MissingDelimiter, top.Tag);
        CloseTop();
    }

    /// <summary>Closes every container that ends here by its length.</summary>
    public void CloseWhatEnds()
    {
        while (Top is { End: >= 0 } top)
        {
            if (source.Position < top.End) return;
            if (source.Position > top.End) throw guard.Fault(DicomError.Structure, "An element leaves its item", top.Tag);
            CloseTop();
        }
    }

    public void CloseTop()
    {
        ref var closed = ref open[Depth--];
        if (closed.Items is { } items) guard.Store(Top.Set, new DataElement(closed.Tag, Vr.SQ, default, items, closed.Form, closed.Written));
        else Top.Items!.Add(closed.Set);
        closed = default;
    }

    // A delimiter for which nothing is open. Without end they would be read for ever, so they count as elements do.
    private void PassOver(Tag tag)
    {
        guard.Find(ReadFindingCode.StrayDelimiter, tag);
        guard.Count(tag);
    }

    private long EndOf(uint length) => length == ElementHead.Undefined ? -1 : source.Position + length;

    private void Push(in Container container)
    {
        if (++Depth == open.Length) Array.Resize(ref open, open.Length * 2);
        open[Depth] = container;
    }

    internal struct Container
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
