using System.Globalization;
using CsCheck;
using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Mapping;

public sealed class DateShiftTests
{
    private static readonly DateShift Week = new(-7);

    [Theory]
    [InlineData("20260304", "20260225")]
    [InlineData("2026.03.04", "20260225")]
    [InlineData("20260230", null)]
    [InlineData("00010101", null)]
    [InlineData("2026", null)]
    [InlineData("19000101-", null)]
    public void Dates(string written, string? moved) => Assert.Equal(moved, Week.Move(written));

    [Theory]
    [InlineData("20260304101112.123456+0900", "20260225101112.123456+0900")]
    [InlineData("20260304", "20260225")]
    [InlineData("2026030410", "2026022510")]
    [InlineData("202603", "202603")]
    [InlineData("2026", "2026")]
    [InlineData("20260304+09", null)]
    [InlineData("2026030410AB", null)]
    [InlineData("KIM", null)]
    public void Date_times_keep_time_zone_and_precision(string written, string? moved) => Assert.Equal(moved, Week.MoveDateTime(written));

    [Theory]
    [InlineData("101112.5", true)]
    [InlineData("10", true)]
    [InlineData("10:11:12", true)]
    [InlineData("1011125", false)]
    [InlineData("24", false)]
    [InlineData("101112.", false)]
    [InlineData("HONG", false)]
    public void Times(string written, bool isTime) => Assert.Equal(isTime, DateShift.IsTime(written));

    [Fact]
    public void Intervals_and_weekdays_survive_and_the_move_is_into_the_past() =>
        Gen.Select(Gen.Int[0, 60000], Gen.Int[0, 60000], Gen.Byte.Array[32]).Sample((first, second, hash) =>
        {
            var origin = new DateOnly(1900, 1, 1);
            var shift = DateShift.Of(hash);
            var (a, b) = (origin.AddDays(first), origin.AddDays(second));
            var (movedA, movedB) = (Moved(shift, a), Moved(shift, b));
            Assert.Equal(b.DayNumber - a.DayNumber, movedB.DayNumber - movedA.DayNumber);
            Assert.Equal(a.DayOfWeek, movedA.DayOfWeek);
            Assert.InRange(a.DayNumber - movedA.DayNumber, 7, 3640);
        });

    [Theory]
    [InlineData("19300101", "096Y", "", "090Y")]
    [InlineData("19300101", null, "", null)]
    [InlineData("19700102", "056Y", "19680322", "056Y")]
    public void From_ninety_on_the_birth_date_is_emptied_and_the_age_capped(string birth, string? age, string expectedBirth, string? expectedAge)
    {
        var input = Sample.Ct().Set(Tags.PatientBirthDate, Vr.DA, birth);
        input.Remove(Tags.PatientAge);
        if (age is not null) input.Set(Tags.PatientAge, Vr.AS, age);
        var output = Sample.Release(input).DataSet;
        Assert.Equal(expectedBirth, output.GetString(Tags.PatientBirthDate) ?? string.Empty);
        Assert.Equal(expectedAge, output.GetString(Tags.PatientAge));
    }

    private static DateOnly Moved(DateShift shift, DateOnly date) =>
        DateOnly.ParseExact(shift.Move(date.ToString("yyyyMMdd", CultureInfo.InvariantCulture))!, "yyyyMMdd", CultureInfo.InvariantCulture);
}
