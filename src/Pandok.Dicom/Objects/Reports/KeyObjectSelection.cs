using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects.Reports;

/// <summary>A key object: an instance, or some of its frames.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Frames">Frame numbers from 1; empty for all.</param>
public sealed record KeyObject(InstanceReference Instance, params IReadOnlyList<int> Frames)
{
    /// <summary>False for what is no image: presentation states, documents, waveforms.</summary>
    public bool IsImage { get; init; } = true;
}

/// <summary>Builds a Key Object Selection Document (PS3.3 A.35.4, C.17.6; PS3.16 TID 2010).</summary>
/// <param name="Context">Whose study, made by what, and which instance.</param>
/// <param name="Title">Why they were selected, such as Of Interest (CID 7010).</param>
/// <param name="Objects">At least one.</param>
public sealed record KeyObjectSelection(ObjectContext Context, Code Title, IReadOnlyList<KeyObject> Objects)
{
    /// <summary>A sentence about the selection.</summary>
    public string? Description { get; init; }

    /// <summary>Who selected; none if not told.</summary>
    public IReadOnlyList<Observer> Observers { get; init; } = [];

    /// <summary>Gives the object.</summary>
    /// <exception cref="ArgumentException">Nothing is selected.</exception>
    public DicomObject Build()
    {
        if (Objects.Count == 0) throw new ArgumentException("A selection has at least one object.");
        var set = Context.BeginContent(Uids.KeyObjectSelectionStorage, "KO");
        set.PutItems("ReferencedPerformedProcedureStepSequence")
            .PutItems("CurrentRequestedProcedureEvidenceSequence", InstanceReference.Evidence(Objects.Select(key => key.Instance)));
        ContentItem[] content =
        [
            .. Observers.SelectMany(observer => observer.ToItems()),
            .. Description is { Length: > 0 } text ? new ContentItem[] { new TextItem(Relationship.Contains, Codes.KeyObjectDescription, text) } : [],
            .. Objects.Select(key => new InstanceItem(Relationship.Contains, null, key.Instance.SopClassUid, key.Instance.SopInstanceUid, key.Frames, [], key.IsImage)),
        ];
        ContentTree.Put(set, new ContainerItem(Relationship.Contains, Title, content, "2010"));
        return new DicomObject(set);
    }

    /// <summary>Reads the title and the selected instances of anyone's selection.</summary>
    /// <returns>Null if the data set is no Key Object Selection.</returns>
    public static (Code? Title, string? Description, IReadOnlyList<(string SopInstanceUid, IReadOnlyList<int> Frames)> Objects)? Read(DataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        if (dataSet.GetString(Tags.SOPClassUID) != Uids.KeyObjectSelectionStorage || ContentTree.Read(dataSet) is not { } root) return null;
        return (root.Concept, root.First<TextItem>(Codes.KeyObjectDescription)?.Text, [.. root.Children.OfType<InstanceItem>().Select(item => (item.SopInstanceUid, item.Frames))]);
    }
}
