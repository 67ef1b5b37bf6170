using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Mapping;

// Frozen: a change here would part late slices from their studies at every site. Computed by a second implementation.
public sealed class KnownAnswerTests
{
    [Theory]
    [InlineData("1.2.826.0.1.3680043.8.498.1", "2.25.208070671734108141979107268015375277024")]
    [InlineData("1.2.3", "2.25.42383557231174847993217639341012684312")]
    public void Uids(string original, string mapped) => Assert.Equal(mapped, new UidMap(Sample.Keys.Uid).Map(original, Tags.StudyInstanceUID));

    [Theory]
    [InlineData("HOSPITAL", "DEMO-0001", "DEMO-N1VW97JRHWR2N", -651)]
    [InlineData("", "DEMO-0001", "DEMO-MJ7PC74Y6EZ95", -875)]
    public void Pseudonym_and_shift(string issuer, string id, string pseudonym, int days)
    {
        Assert.Equal(pseudonym, Pseudonyms.Patient(Sample.Keys, issuer, id));
        Assert.Equal(days, DateShift.Of(Keyed.Hash(Sample.Keys.Date, issuer, id)).Days);
    }

    [Fact]
    public void Pseudonym_and_shift_without_a_patient_id()
    {
        var input = Sample.Ct(study: "1.2.3");
        input.Remove(Tags.PatientID);
        var released = Sample.Release(input);
        Assert.Equal("DEMO-NWKVY03EYX2P3", released.Identity.Pseudonym);
        Assert.Equal(-1232, released.Identity.DayShift);
        Assert.Contains(released.Receipt.Findings, finding => finding.Code == FindingCode.NoPatientId);
    }

    [Fact]
    public void Accession_and_study_id_are_spaces_of_their_own()
    {
        Assert.Equal("SJFJ5432P92CR", Pseudonyms.Number(Sample.Keys, "accession", "ACC-77"));
        Assert.Equal("TYP08765SPGEV", Pseudonyms.Number(Sample.Keys, "study", "ACC-77"));
    }

    [Fact]
    public void A_wrong_character_breaks_the_check()
    {
        Assert.True(Pseudonyms.IsValid("N1VW97JRHWR2N"));
        for (var i = 0; i < 13; i++)
        {
            var word = "N1VW97JRHWR2N".ToCharArray();
            word[i] = word[i] == '5' ? '6' : '5';
            Assert.False(Pseudonyms.IsValid(word));
        }
    }

    [Theory]
    [InlineData("Ａ１２３", "A123")]
    [InlineData("  A  1 ", "A 1")]
    public void Ids_are_normalised(string written, string normal) => Assert.Equal(normal, Keyed.Normalise(written));
}
