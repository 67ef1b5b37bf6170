using Pandok.Dicom.Data;

namespace Pandok.Deidentification;

/// <summary>What became of an object: exactly one of three.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>Clean by the rules. The caller writes it, lets the verifier read the written bytes, and only then archives it.</summary>
    /// <param name="DataSet">The new header; text is UTF-8.</param>
    /// <param name="Receipt">What was done; holds no identifier.</param>
    /// <param name="Identity">What the vault seals; never to be logged or stored open.</param>
    public sealed record Released(DataSet DataSet, Receipt Receipt, MappedIdentity Identity) : Outcome
    {
        /// <summary>What the verifier's findings make of it: itself if there are none that block, else quarantine for the reasons they give. They stand in the receipt.</summary>
        public Outcome Judge(IReadOnlyList<Finding> findings)
        {
            ArgumentNullException.ThrowIfNull(findings);
            var receipt = Receipt with { Findings = [.. Receipt.Findings, .. findings] };
            var reasons = findings.Where(finding => finding.Code != FindingCode.Reference).Select(finding => ReasonOf(finding.Code)).Distinct().ToArray();
            if (reasons.Length > 0) return new Quarantined(reasons, receipt);
            return findings.Count == 0 ? this : this with { Receipt = receipt };
        }

        private static Reason ReasonOf(FindingCode code) => Enum.TryParse<Reason>(code.ToString(), out var reason) ? reason : Reason.Verification;
    }

    /// <summary>Cannot be proven clean: to be sealed and looked at by a person.</summary>
    /// <param name="Reasons">Why; at least one.</param>
    /// <param name="Receipt">What was seen; holds no identifier.</param>
    public sealed record Quarantined(IReadOnlyList<Reason> Reasons, Receipt Receipt) : Outcome;

    /// <summary>Not an object this module takes; nothing is kept.</summary>
    /// <param name="Reasons">Why; at least one.</param>
    public sealed record Refused(IReadOnlyList<Reason> Reasons) : Outcome;
}
