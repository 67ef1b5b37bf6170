using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects.Reports;

/// <summary>A section of a text report: a heading, its text, and images it rests on.</summary>
/// <param name="Heading">Such as Findings (CID 7001).</param>
/// <param name="Paragraph">The concept of the text, such as Finding (CID 7002).</param>
/// <param name="Text">Plain text; lines end with CR LF or LF.</param>
public sealed record TextSection(Code Heading, Code Paragraph, string Text)
{
    /// <summary>Images the text is inferred from; each must be in the report's evidence.</summary>
    public IReadOnlyList<InstanceReference> Images { get; init; } = [];
}

/// <summary>Builds a Basic Text SR with TID 2000 Basic Diagnostic Imaging Report (PS3.3 A.35.1, PS3.16 TID 2000).</summary>
/// <param name="Context">Whose study, made by what, and which instance.</param>
/// <param name="Language">Codes.Korean, Codes.English.</param>
/// <param name="Observers">Who wrote it; at least one.</param>
/// <param name="Sections">At least one, in order.</param>
/// <param name="Evidence">The instances that were read.</param>
public sealed record TextReport(ObjectContext Context, Code Language, IReadOnlyList<Observer> Observers, IReadOnlyList<TextSection> Sections, IReadOnlyList<InstanceReference> Evidence)
{
    /// <summary>The document's title (CID 7000).</summary>
    public Code Title { get; init; } = Codes.RadiologyReport;

    /// <summary>Complete, final, verified by whom.</summary>
    public DocumentState State { get; init; } = new();

    /// <summary>Gives the object.</summary>
    /// <exception cref="ArgumentException">No observer, no section, or an image the evidence does not list.</exception>
    public DicomObject Build()
    {
        if (Observers.Count == 0) throw new ArgumentException("A report has an observer (TID 1001).");
        if (Sections.Count == 0) throw new ArgumentException("A report has at least one section.");
        ContentItem[] content =
        [
            new CodeItem(Relationship.HasConceptModifier, Codes.LanguageOfContent, Language),
            .. Observers.SelectMany(observer => observer.ToItems()),
            .. Sections.Select(section => new ContainerItem(Relationship.Contains, section.Heading,
            [
                new TextItem(Relationship.Contains, section.Paragraph, section.Text,
                    [.. section.Images.Select(image => new InstanceItem(Relationship.InferredFrom, null, image.SopClassUid, image.SopInstanceUid, [], []))]),
            ])),
        ];
        return StructuredDocument.Build(Context, Uids.BasicTextSRStorage, State, new ContainerItem(Relationship.Contains, Title, content, "2000"), Evidence);
    }
}
