using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects;

/// <summary>Builds an Encapsulated PDF (PS3.3 A.45.1, C.24).</summary>
/// <param name="Context">Whose study, made by what, and which instance.</param>
/// <param name="Title">Document Title (0042,0010).</param>
/// <param name="Document">The PDF's bytes, kept as they are; their number is written, so that padding can be told from them.</param>
/// <param name="BurnedInAnnotation">True if a patient can be recognised from the document.</param>
public sealed record EncapsulatedPdf(ObjectContext Context, string Title, ReadOnlyMemory<byte> Document, bool BurnedInAnnotation)
{
    /// <summary>What kind of document it is (CID 7020); null for not told.</summary>
    public Code? Concept { get; init; }

    /// <summary>Instances the document is about.</summary>
    public IReadOnlyList<InstanceReference> Sources { get; init; } = [];

    /// <summary>Gives the object.</summary>
    /// <exception cref="ArgumentException">The bytes are no PDF.</exception>
    public DicomObject Build()
    {
        if (!Document.Span.StartsWith("%PDF-"u8)) throw new ArgumentException("The document does not start with %PDF-.");
        var set = Context.BeginContent(Uids.EncapsulatedPdfStorage, "DOC")
            .Put("AcquisitionDateTime")
            .Put("ConversionType", "SD")
            .Put("BurnedInAnnotation", BurnedInAnnotation ? "YES" : "NO")
            .PutItems("ConceptNameCodeSequence", Concept is { } concept ? [concept.ToItem()] : [])
            .Put("DocumentTitle", Title)
            .PutIntegers("EncapsulatedDocumentLength", Document.Length)
            .Put("MIMETypeOfEncapsulatedDocument", "application/pdf");
        if (Sources.Count > 0) set.PutItems("SourceInstanceSequence", [.. Sources.Distinct().Select(source => source.ToItem())]);
        set.Set(DataElement.Padded(KeywordValues.Find("EncapsulatedDocument").Tag, Vr.OB, Document));
        return new DicomObject(set);
    }
}
