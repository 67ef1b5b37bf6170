using System.Globalization;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects.Reports;

/// <summary>
/// Builds a structured report of any of the SR classes from its content tree (PS3.3 A.35, C.17): the header, the state, and the evidence, which lists each instance
/// that the tree refers to.
/// </summary>
internal static class StructuredDocument
{
    public static DicomObject Build(ObjectContext context, string sopClass, DocumentState state, ContainerItem root, IEnumerable<InstanceReference> evidence)
    {
        var set = context.BeginContent(sopClass, "SR");
        var known = evidence.Distinct().ToArray();
        if (ContentTree.ReferencedInstances(root).Except(known.Select(reference => reference.SopInstanceUid)).ToArray() is { Length: > 0 } missing)
            throw new ArgumentException($"The content refers to {missing.Length} instances that the evidence does not list (PS3.3 C.17.2.3).", nameof(evidence));
        if (state is { Verifier: not null, IsComplete: false }) throw new ArgumentException("Only a complete document can be verified (PS3.3 Table C.17-2).", nameof(state));
        set.PutItems("ReferencedPerformedProcedureStepSequence")
            .PutItems("PerformedProcedureCodeSequence")
            .Put("CompletionFlag", state.IsComplete ? "COMPLETE" : "PARTIAL")
            .PutIfKnown("CompletionFlagDescription", state.CompletionDescription)
            .Put("VerificationFlag", state.Verifier is null ? "UNVERIFIED" : "VERIFIED")
            .Put("PreliminaryFlag", state.IsFinal ? "FINAL" : "PRELIMINARY");
        if (state.Verifier is { } verifier)
        {
            set.PutItems("VerifyingObserverSequence", new DataSet()
                .Put("VerifyingOrganization", verifier.Organization)
                .Put("VerificationDateTime", context.Study.Local(verifier.At).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture))
                .Put("VerifyingObserverName", verifier.Name)
                .PutItems("VerifyingObserverIdentificationCodeSequence"));
        }
        if (state.Predecessors.Count > 0) set.PutItems("PredecessorDocumentsSequence", InstanceReference.Evidence(state.Predecessors));
        if (known.Length > 0) set.PutItems("CurrentRequestedProcedureEvidenceSequence", InstanceReference.Evidence(known));
        ContentTree.Put(set, root);
        return new DicomObject(set);
    }
}
