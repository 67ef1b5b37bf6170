using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Report;

internal sealed class ReportTables : IEntityTypeConfiguration<ReportDraft>, IEntityTypeConfiguration<ReportVersion>
{
    public void Configure(EntityTypeBuilder<ReportDraft> builder)
    {
        builder.ToTable("report_drafts").HasKey(draft => draft.StudyUid);
        builder.Property(draft => draft.Version).IsConcurrencyToken();
        builder.ComplexProperty(draft => draft.Sections);
        Links(builder.Property(draft => draft.Links));
    }

    public void Configure(EntityTypeBuilder<ReportVersion> builder)
    {
        builder.ToTable("report_versions").HasKey(version => new { version.StudyUid, version.Number });
        builder.Property(version => version.Number).ValueGeneratedNever();
        builder.ComplexProperty(version => version.Sections);
        Links(builder.Property(version => version.Links));
        builder.HasIndex(version => version.SignedAt);
    }

    private static void Links(PropertyBuilder<IReadOnlyList<ReportLink>> links) => links
        .HasConversion(
            list => JsonSerializer.Serialize(list, JsonSerializerOptions.Web), text => JsonSerializer.Deserialize<List<ReportLink>>(text, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<ReportLink>>((one, other) => one!.SequenceEqual(other!), list => list.Count, list => list.ToList()))
        .HasDefaultValueSql("'[]'");
}
