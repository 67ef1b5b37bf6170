using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests.Verify;

public sealed class VerifierTests
{
    private readonly Outcome.Released released = Sample.Release(DeidentifierTests.Planted());

    public static TheoryData<string, uint, string, string> Faults => new()
    {
        { "IdentityLeft", 0x00081030, "LO", "CT for GILDONG" },
        { "IdentityLeft", 0x00181020, "LO", "gildong" },
        { "IdentityLeft", 0x00080070, "LO", "홍길동" },
        { "IdentityLeft", 0x00080070, "LO", "길동씨" },
        { "IdentityLeft", 0x00080070, "LO", "吉洞" },
        { "IdentityLeft", 0x00181020, "LO", "DEMO-0001" },
        { "IdentityLeft", 0x00181020, "LO", "acc-77" },
        { "IdentityLeft", 0x00181020, "LO", "born 19700102" },
        { "IdentityLeft", 0x00180015, "CS", "GILDONG" },
        { "IdentityLeft", 0x00081090, "LO", "QXZ 병원" },
        { "UidLeft", 0x00200052, "UI", "1.2.826.0.1.3680043.8.498.1.9" },
        { "UidLeft", 0x00181020, "LO", "see 1.2.826.0.1.3680043.8.498.1 " },
        { "ClassLeft", 0x00091001, "LO", "x" },
        { "ClassLeft", 0x60000022, "LO", "x" },
        { "ClassLeft", 0x00080092, "ST", "left whole" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_planted_afterwards_is_found(string code, uint tag, string vr, string value)
    {
        Assert.True(VrTraits.TryParse(vr, out var parsed));
        released.DataSet.Set(new Tag(tag), parsed, value);
        Assert.Contains(Enum.Parse<FindingCode>(code), Check().Select(finding => finding.Code));
    }

    [Theory]
    [InlineData(949)]
    [InlineData(1200)]
    [InlineData(1201)]
    [InlineData(65001)]
    public void A_name_is_found_in_each_encoding_and_in_nested_items(int codePage)
    {
        var bytes = Encoding.GetEncoding(codePage).GetBytes("홍길동님 ");
        if ((bytes.Length & 1) != 0) bytes = [.. bytes, 0x20];
        var item = new DataSet();
        item.Set(DataElement.Of(new Tag(0x00082111), Vr.ST, bytes));
        released.DataSet.SetItems(new Tag(0x00089215), item);
        Assert.Contains(FindingCode.IdentityLeft, Check().Select(finding => finding.Code));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    public void Clean_bytes_give_no_finding(string syntax) => Assert.Empty(Verifier.Check(Sample.Write(released.DataSet, TransferSyntax.Find(syntax)), released.Identity));

    [Fact]
    public void Numbers_that_happen_to_equal_an_id_are_no_leak()
    {
        var input = Sample.Ct().Set(Tags.PatientID, Vr.LO, "1000").Set(Tags.WindowWidth, Vr.DS, "1000").Set(Tags.PatientName, Vr.PN, "PRIMARY^PATIENT");
        var clean = Sample.Release(input);
        Assert.Equal("1000", clean.DataSet.GetString(Tags.WindowWidth));
        Assert.Empty(Verifier.Check(Sample.Write(clean.DataSet), clean.Identity));
    }

    [Fact]
    public void Meta_must_equal_the_data_set_and_the_preamble_be_empty()
    {
        var bytes = Sample.Write(released.DataSet);
        var preamble = (byte[])bytes.Clone();
        preamble[3] = (byte)'H';
        Assert.Equal([FindingCode.Meta], Verifier.Check(preamble, released.Identity).Select(finding => finding.Code));
        var other = (byte[])bytes.Clone();
        var at = other.AsSpan().IndexOf(Encoding.ASCII.GetBytes(released.Identity.SopUid));
        other[at + 20] ^= 1;
        Assert.Contains(FindingCode.Meta, Verifier.Check(other, released.Identity).Select(finding => finding.Code));
    }

    [Fact]
    public void Bytes_cut_short_or_without_marks_are_not_clean()
    {
        var bytes = Sample.Write(released.DataSet);
        Assert.Contains(FindingCode.Structure, Verifier.Check(bytes.AsMemory(0, bytes.Length - 4), released.Identity).Select(finding => finding.Code));
        Assert.Contains(FindingCode.Structure, Verifier.Check(ReadOnlyMemory<byte>.Empty, released.Identity).Select(finding => finding.Code));
        released.DataSet.Remove(Tags.PatientIdentityRemoved);
        Assert.Contains(FindingCode.Structure, Check().Select(finding => finding.Code));
    }

    [Fact]
    public void A_finding_means_quarantine_and_stands_in_the_receipt()
    {
        var finding = new Finding(FindingCode.IdentityLeft, "(0008,1030)");
        var quarantined = Assert.IsType<Outcome.Quarantined>(released.Judge([finding]));
        Assert.Equal([Reason.IdentityLeft], quarantined.Reasons);
        Assert.Contains(finding, quarantined.Receipt.Findings);
        var reference = new Finding(FindingCode.Reference, "(0008,1155)");
        Assert.Contains(reference, Assert.IsType<Outcome.Released>(released.Judge([reference])).Receipt.Findings);
        Assert.Equal([Reason.Verification], Assert.IsType<Outcome.Quarantined>(released.Judge([finding with { Code = FindingCode.Structure }])).Reasons);
    }

    private IReadOnlyList<Finding> Check() => Verifier.Check(Sample.Write(released.DataSet), released.Identity);
}
