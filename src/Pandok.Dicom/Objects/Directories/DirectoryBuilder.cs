using System.Buffers;
using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects.Directories;

/// <summary>
/// Builds a DICOMDIR: patients, studies, series and instances of a file-set as directory records (PS3.3 F, PS3.10 section 8). Of each instance only the keys of its record are kept.
/// Records stand in the order of first addition, so the same input gives the same bytes. Not safe for concurrent use.
/// </summary>
/// <param name="sopInstanceUid">UID of the directory itself.</param>
/// <param name="fileSetId">Name of the file-set (0004,1130): at most 16 characters of a code string, or null.</param>
public sealed class DirectoryBuilder(string sopInstanceUid, string? fileSetId = null)
{
    private const long InUse = 0xFFFF;
    private readonly Record root = new(new DataSet());

    /// <summary>Instances that were added.</summary>
    public int Count { get; private set; }

    /// <summary>True if a path can be a File ID: one to eight components of one to eight characters A-Z, 0-9 and underscore (PS3.10 8.2, 8.5).</summary>
    /// <param name="components">The path's parts, relative to the directory's folder.</param>
    public static bool IsFileId(IReadOnlyList<string> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        return components.Count is >= 1 and <= 8 && components.All(part => part.Length is >= 1 and <= 8 && part.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_'));
    }

    /// <summary>Adds an instance.</summary>
    /// <param name="instance">Its data set; what stands before Pixel Data is enough.</param>
    /// <param name="syntax">The transfer syntax of its file.</param>
    /// <param name="fileId">Where the file lies, relative to the directory's folder.</param>
    /// <exception cref="ArgumentException">The path can be no File ID, or the instance lacks its SOP Class, SOP Instance, Series or Study Instance UID or Patient ID.</exception>
    public void Add(DataSet instance, TransferSyntax syntax, IReadOnlyList<string> fileId)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(syntax);
        if (!IsFileId(fileId)) throw new ArgumentException($"{string.Join('/', fileId)} can be no File ID (PS3.10 8.2).", nameof(fileId));
        var sopClass = Need(instance, "SOPClassUID");
        var (study, series, patient) = (Need(instance, "StudyInstanceUID"), Need(instance, "SeriesInstanceUID"), Need(instance, "PatientID"));
        var ofPatient = root.Below(patient, () => Head("PATIENT", RecordKind.KeysOf(instance, ("PatientName", null), ("PatientID", null))));
        var ofStudy = ofPatient.Below(study, () => Head("STUDY", RecordKind.KeysOf(instance,
            ("StudyDate", "19000101"), ("StudyTime", "000000"), ("StudyDescription", null), ("StudyInstanceUID", null), ("StudyID", "1"), ("AccessionNumber", null))));
        var ofSeries = ofStudy.Below(series, () => Head("SERIES", RecordKind.KeysOf(instance, ("Modality", "OT"), ("SeriesInstanceUID", null), ("SeriesNumber", (ofStudy.Children.Count + 1).ToString(CultureInfo.InvariantCulture)))));
        var kind = RecordKind.Of(sopClass);
        ofSeries.Below(Need(instance, "SOPInstanceUID"), () =>
        {
            Count++;
            return Head(kind.Type, kind.KeysOf(instance))
                .Put("ReferencedFileID", [.. fileId]).Put("ReferencedSOPClassUIDInFile", sopClass)
                .Put("ReferencedSOPInstanceUIDInFile", instance.Text("SOPInstanceUID")).Put("ReferencedTransferSyntaxUIDInFile", syntax.Uid);
        });
    }

    /// <summary>The whole file, Explicit VR Little Endian as PS3.10 8.6 asks.</summary>
    public ReadOnlyMemory<byte> Build()
    {
        var head = new DataSet().Put("SOPClassUID", Uids.MediaStorageDirectory).Put("SOPInstanceUID", sopInstanceUid);
        var file = new ArrayBufferWriter<byte>(64 << 10);
        DicomWriter.WriteFileHead(file, head, TransferSyntax.ExplicitLittleEndian);

        var records = root.Descendants().ToList();
        // Every offset has four bytes, so lengths, and with them places, do not change when the offsets are set.
        var top = new DataSet().Put("FileSetID", fileSetId).PutIntegers("OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity", 0)
            .PutIntegers("OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity", 0).PutIntegers("FileSetConsistencyFlag", 0);
        long at = file.WrittenCount + LengthOf(top) + 12;
        foreach (var record in records)
        {
            record.Offset = at;
            at += 8 + LengthOf(record.Set);
        }
        Link(root.Children);
        foreach (var record in records)
        {
            Link(record.Children);
            if (record.Children is [var first, ..]) record.Set.PutIntegers("OffsetOfReferencedLowerLevelDirectoryEntity", first.Offset);
        }
        if (root.Children is [var begin, ..])
        {
            top.PutIntegers("OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity", begin.Offset)
                .PutIntegers("OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity", root.Children[^1].Offset);
        }
        top.PutItems("DirectoryRecordSequence", [.. records.Select(record => record.Set)]);
        DicomWriter.WriteDataSet(file, top, TransferSyntax.ExplicitLittleEndian);
        return file.WrittenMemory;
    }

    private static void Link(List<Record> siblings)
    {
        for (var i = 0; i + 1 < siblings.Count; i++) siblings[i].Set.PutIntegers("OffsetOfTheNextDirectoryRecord", siblings[i + 1].Offset);
    }

    private static DataSet Head(string type, DataSet keys) => keys.Put("SpecificCharacterSet", "ISO_IR 192")
        .PutIntegers("OffsetOfTheNextDirectoryRecord", 0).PutIntegers("RecordInUseFlag", InUse).PutIntegers("OffsetOfReferencedLowerLevelDirectoryEntity", 0).Put("DirectoryRecordType", type);

    private static int LengthOf(DataSet set)
    {
        var scratch = new ArrayBufferWriter<byte>(1 << 10);
        DicomWriter.WriteDataSet(scratch, set, TransferSyntax.ExplicitLittleEndian);
        return scratch.WrittenCount;
    }

    private static string Need(DataSet instance, string keyword) =>
        instance.Text(keyword) is { Length: > 0 } value ? value : throw new ArgumentException($"The instance has no {keyword}.", nameof(instance));

    private sealed class Record(DataSet set)
    {
        private readonly Dictionary<string, Record> byKey = new(StringComparer.Ordinal);

        public DataSet Set { get; } = set;

        public List<Record> Children { get; } = [];

        public long Offset { get; set; }

        public Record Below(string key, Func<DataSet> make)
        {
            if (byKey.TryGetValue(key, out var there)) return there;
            var made = new Record(make());
            byKey[key] = made;
            Children.Add(made);
            return made;
        }

        public IEnumerable<Record> Descendants() => Children.SelectMany(child => child.Descendants().Prepend(child));
    }
}
