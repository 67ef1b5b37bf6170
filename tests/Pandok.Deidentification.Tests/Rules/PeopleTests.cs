using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Rules;

/// <summary>The patient, other patients and staff, wherever they stand.</summary>
public sealed class PeopleTests
{
    private static readonly Tag Nested = new(0x00089215);
    private static readonly Tag ObserverName = new(0x0040A075);

    [Fact]
    public void The_same_person_nested_has_the_same_pseudonym_and_another_one_another()
    {
        var input = Sample.Ct().SetItems(
            Nested,
            Person("DEMO-0001", "HOSPITAL", "Hong^Gildong"), Person("DEMO-0001", null, "Hong^Gildong"), Person("DEMO-0002", "HOSPITAL", "Demo^Other"),
            Person(null, null, "Hong^Gildong=洪^吉洞=홍^길동"), Person(null, null, "Demo^Other"));
        var released = Sample.Release(input);
        var names = released.DataSet.GetItems(Nested).Select(item => item.GetString(Tags.PatientName)).ToArray();
        var own = $"Anonymous^{released.Identity.Pseudonym}";
        Assert.Equal(own, names[0]);
        Assert.Equal(own, names[1]);
        Assert.Equal(own, names[3]);
        Assert.Equal(3, names.Distinct().Count());
        Assert.Equal(names[2], $"Anonymous^{released.DataSet.GetItems(Nested)[2].GetString(Tags.PatientID)}");
        Assert.Equal(names[2], $"Anonymous^{Sample.Release(Sample.Ct().Set(Tags.PatientID, Vr.LO, "DEMO-0002")).Identity.Pseudonym}");
    }

    [Theory]
    [InlineData(0x00101002u)]
    [InlineData(0x00081120u)]
    [InlineData(0x00380004u)]
    [InlineData(0x04000561u)]
    public void Sequences_of_other_identities_go(uint sequence) =>
        Assert.False(Sample.Release(Sample.Ct().SetItems(new Tag(sequence), Person("OTHER-1", "X", "Demo^Alias"))).DataSet.Contains(new Tag(sequence)));

    [Fact]
    public void Staff_become_roles_with_one_number_per_person_and_study()
    {
        var (first, late) = (Observers("1.2.3", "READER^ONE", "READER^TWO"), Observers("1.2.3", "Reader^One=讀^一", "READER^TWO "));
        Assert.Equal(first, late);
        Assert.NotEqual(first[0], first[1]);
        Assert.All(first, name => Assert.Matches(@"^Verifier\^\d{1,5}$", name));
        Assert.NotEqual(first[0], Observers("1.2.4", "READER^ONE")[0]);
    }

    [Fact]
    public void A_role_stays_when_the_object_comes_again()
    {
        var input = Report("1.2.3", "READER^ONE");
        var once = Sample.Release(input).DataSet;
        var twice = Sample.Release(once);
        Assert.Equal(Name(once), Name(twice.DataSet));
        Assert.DoesNotContain(twice.Receipt.Findings, finding => finding.Code == FindingCode.Type1Dummy);
    }

    [Fact]
    public void Order_numbers_and_accessions_are_spaces_of_their_own_and_the_same_everywhere()
    {
        var output = Sample.Release(Sample.Ct().Set(new Tag(0x00402016), Vr.LO, "ACC-77").Set(new Tag(0x00402017), Vr.LO, "ACC-78")).DataSet;
        Assert.Equal(Pandok.Deidentification.Mapping.Mapped.Number(Sample.Keys, "order", "ACC-77"), output.GetString(new Tag(0x00402016)));
        Assert.Equal(Pandok.Deidentification.Mapping.Mapped.Accession(Sample.Keys, "ACC-77"), output.GetString(Tags.AccessionNumber));
        Assert.Equal(3, new[] { 0x00402016u, 0x00402017u, 0x00080050u }.Select(tag => output.GetString(new Tag(tag))).Distinct().Count());
    }

    [Theory]
    [InlineData("19300101", "")]
    [InlineData("19800101", "19780321")]
    public void A_nested_birth_date_follows_the_same_rule(string birth, string expected)
    {
        var output = Sample.Release(Sample.Ct().SetItems(Nested, Person("DEMO-0002", null, "Demo^Other").Set(Tags.PatientBirthDate, Vr.DA, birth))).DataSet;
        Assert.Equal(expected, output.GetItems(Nested)[0].GetString(Tags.PatientBirthDate) ?? "");
    }

    [Fact]
    public void The_zone_goes_with_moved_dates_and_stays_with_full_ones()
    {
        var input = Sample.Ct().Set(new Tag(0x00080201), Vr.SH, "+0900");
        Assert.False(Sample.Release(input).DataSet.Contains(new Tag(0x00080201)));
        var full = Sample.Release(input, Profiles.With("fullDates")).DataSet;
        Assert.Equal(("+0900", "20260304", "UNMODIFIED"), (full.GetString(new Tag(0x00080201)), full.GetString(Tags.StudyDate), full.GetString(Tags.LongitudinalTemporalInformationModified)));
        Assert.False(Sample.Release(input, Profiles.With("fullDates", "modifiedDates")).DataSet.Contains(new Tag(0x00080201)));
    }

    private static DataSet Person(string? id, string? issuer, string name)
    {
        var item = new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(Tags.PatientName, Vr.PN, name);
        if (id is not null) item.Set(Tags.PatientID, Vr.LO, id);
        if (issuer is not null) item.Set(Tags.IssuerOfPatientID, Vr.LO, issuer);
        return item;
    }

    private static DataSet Report(string study, params string[] observers) => Sample.Of("1.2.840.10008.5.1.4.1.1.88.11", study: study).Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").SetItems(
        new Tag(0x00404033), [.. observers.Select(observer => new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(ObserverName, Vr.PN, observer))]);

    private static string?[] Observers(string study, params string[] observers) =>
        [.. Sample.Release(Report(study, observers)).DataSet.GetItems(new Tag(0x00404033)).Select(item => item.GetString(ObserverName))];

    private static string? Name(DataSet report) => report.GetItems(new Tag(0x00404033))[0].GetString(ObserverName);
}
