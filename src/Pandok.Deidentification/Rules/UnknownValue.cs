using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>A value that came without its VR (UN, or a private element in implicit VR) read by the VR that a table gives it.</summary>
internal static class UnknownValue
{
    /// <summary>The element in that VR.</summary>
    /// <returns>Null if the bytes cannot be it.</returns>
    public static DataElement? As(DataElement element, Vr vr, DataSet holder)
    {
        if (vr == Vr.SQ) return Sequence(element, holder);
        return element.IsEncapsulated || element.Value.Length % vr.Width() != 0 ? null : DataElement.Of(element.Tag, vr, element.Value);
    }

    // CP-246: implicit VR little endian. The items are wrapped into a data set with one sequence of undefined length.
    private static DataElement? Sequence(DataElement element, DataSet holder)
    {
        var bytes = new byte[element.Value.Length + 16];
        var tag = new Tag(0x0040A730);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), tag.Element);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), uint.MaxValue);
        element.Value.Span.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 8), 0xE0DDFFFE);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            // A stream in memory never makes anyone wait.
            var read = new DicomReader(stream).ReadDataSetAsync(TransferSyntax.ImplicitLittleEndian, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (read.Pixels is not null || read.DataSet.Count != 1 || !read.DataSet.TryGet(tag, out var sequence) || sequence.Items is not { } items) return null;
            var whole = new DataSet();
            whole.Set(DataElement.OfItems(element.Tag, items));
            Inherit(whole, holder);
            return whole.First(found => found.Tag == element.Tag);
        }
        catch (DicomException)
        {
            return null;
        }
    }

    // Items take their character set from where they stand.
    private static void Inherit(DataSet whole, DataSet holder)
    {
        for (var set = holder; set is not null; set = set.Parent)
        {
            if (!set.TryGet(Tags.SpecificCharacterSet, out var terms)) continue;
            whole.Set(terms);
            return;
        }
    }
}
