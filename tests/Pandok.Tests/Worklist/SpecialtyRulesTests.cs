using Pandok.Worklist;

namespace Pandok.Tests.Worklist;

public sealed class SpecialtyRulesTests
{
    [Theory]
    [InlineData("CT", "CHEST", "Chest CT without contrast", "043Y", "chest")]
    [InlineData("CR", null, "흉부 PA", null, "chest")]
    [InlineData("DX", "", "CXR PA", "060Y", "chest")]
    [InlineData("CT", "CHEST", "Coronary CTA", "060Y", "cardiac")]
    [InlineData("CT", null, "관상동맥 CT", "060Y", "cardiac")]
    [InlineData("CT", "HEAD", "Brain CT", "071Y", "neuro")]
    [InlineData("MR", null, "뇌 MRI", "071Y", "neuro")]
    [InlineData("CT", "ABDOMEN", null, "050Y", "abdomen")]
    [InlineData("CT", null, "Abdomen-Pelvis CT (contrast)", "050Y", "abdomen")]
    [InlineData("CT", null, "ABDOMEN_PELVIS", "050Y", "abdomen")]
    [InlineData("CT", null, "복부 골반 CT", "050Y", "abdomen")]
    [InlineData("CT", "PELVIS", "Pelvis CT", "050Y", "abdomen")]
    [InlineData("DX", "PELVIS", "Pelvis AP", "050Y", "musculoskeletal")]
    [InlineData("CR", "KNEE", "Knee both AP", "050Y", "musculoskeletal")]
    [InlineData("DX", null, "Femoral neck lat", "050Y", "musculoskeletal")]
    [InlineData("DX", null, "무릎 AP/Lat", "050Y", "musculoskeletal")]
    [InlineData("MR", "LSPINE", "L-spine MRI", "050Y", "musculoskeletal")]
    [InlineData("MG", null, null, "050Y", "breast")]
    [InlineData("US", null, "Mammosonography", "050Y", "breast")]
    [InlineData("US", "BREAST", null, "050Y", "breast")]
    [InlineData("CT", "WHOLEBODY", null, "030Y", "emergency")]
    [InlineData("CT", null, "Trauma pan-scan", "030Y", "emergency")]
    [InlineData("CT", "CHEST", "Chest CT", "004Y", "paediatric")]
    [InlineData("CR", "CHEST", "Babygram", "010D", "paediatric")]
    [InlineData("US", null, "소아 복부 초음파", null, "paediatric")]
    [InlineData("CT", "CHEST", "Chest CT", "016Y", "chest")]
    [InlineData("OT", null, null, null, "general")]
    [InlineData(null, null, "secret chester", null, "general")]
    public void A_study_goes_to_the_readers_of_its_field(string? modality, string? bodyPart, string? description, string? age, string expected) =>
        Assert.Equal(expected, SpecialtyRules.For(modality, bodyPart, description, age));

    [Theory]
    [InlineData("043Y", 43.0)]
    [InlineData("006M", 0.5)]
    [InlineData("026W", 0.5)]
    [InlineData("43", null)]
    [InlineData("-43Y", null)]
    [InlineData(null, null)]
    public void An_age_string_is_read_in_years_or_not_at_all(string? age, double? years) => Assert.Equal(years, SpecialtyRules.Years(age));

    [Fact]
    public void No_row_is_shadowed_so_that_nothing_reaches_it() =>
        Assert.All(SpecialtyRules.Rows, rule => Assert.Contains(
            from modality in rule.Modalities.Count > 0 ? rule.Modalities : new HashSet<string> { "OT", "CT" }
            from part in rule.BodyParts.Append("")
            from word in rule.Words.Append("")
            select SpecialtyRules.Rows.First(first => first.Fits(modality, part, word, rule.AgeUnder is { } years ? years - 1 : 40) || ReferenceEquals(first, rule)),
            first => ReferenceEquals(first, rule)));
}
