using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Report;

internal sealed class ReportTables : IEntityTypeConfiguration<ReportDraft>, IEntityTypeConfiguration<ReportVersion>
{
    public void Configure(EntityTypeBuilder<ReportDraft> builder)
    {
        builder.ToTable("report_drafts").HasKey(draft => draft.StudyUid);
        builder.Property(draft => draft.Version).IsConcurrencyToken();
        builder.ComplexProperty(draft => draft.Sections);
    }

    public void Configure(EntityTypeBuilder<ReportVersion> builder)
    {
        builder.ToTable("report_versions").HasKey(version => new { version.StudyUid, version.Number });
        builder.Property(version => version.Number).ValueGeneratedNever();
        builder.ComplexProperty(version => version.Sections);
        builder.HasIndex(version => version.SignedAt);
    }
}
