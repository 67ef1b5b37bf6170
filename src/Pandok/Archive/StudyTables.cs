using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Studies;

namespace Pandok.Archive;

internal sealed class StudyTables : IEntityTypeConfiguration<Study>, IEntityTypeConfiguration<Series>, IEntityTypeConfiguration<Instance>, IEntityTypeConfiguration<StudyStep>, IEntityTypeConfiguration<StudyModality>
{
    private static readonly string[] PrefixOperators = ["text_pattern_ops"];

    public void Configure(EntityTypeBuilder<Study> builder)
    {
        builder.ToTable("studies").HasKey(study => study.Uid);
        builder.Property(study => study.Version).IsConcurrencyToken();
        builder.HasIndex(study => new { study.State, study.SettlesAt });
        // What QIDO-RS pages through, newest first: everything, or a site's; by arrival, or by date. The UID makes the order total and the index covering.
        builder.HasIndex(study => new { study.ReceivedAt, study.Uid });
        builder.HasIndex(study => new { study.SiteId, study.ReceivedAt, study.Uid });
        builder.HasIndex(study => new { study.StudyDate, study.Uid });
        builder.HasIndex(study => new { study.SiteId, study.StudyDate, study.Uid });
        builder.HasIndex(study => study.Accession);
        // PostgreSQL: prefixes are found by this index whatever the collation of the database.
        builder.HasIndex(study => study.Pseudonym).HasAnnotation("Npgsql:IndexOperators", PrefixOperators);
    }

    public void Configure(EntityTypeBuilder<Series> builder)
    {
        builder.ToTable("series").HasKey(series => series.Uid);
        builder.HasIndex(series => series.StudyUid);
    }

    public void Configure(EntityTypeBuilder<Instance> builder)
    {
        builder.ToTable("instances").HasKey(instance => instance.Uid);
        builder.HasIndex(instance => instance.SeriesUid);
        builder.HasIndex(instance => instance.StudyUid);
    }

    public void Configure(EntityTypeBuilder<StudyModality> builder)
    {
        builder.ToTable("study_modalities").HasKey(row => new { row.StudyUid, row.Modality });
        builder.HasIndex(row => new { row.Modality, row.ReceivedAt, row.StudyUid });
        builder.HasIndex(row => new { row.SiteId, row.Modality, row.ReceivedAt, row.StudyUid });
    }

    public void Configure(EntityTypeBuilder<StudyStep> builder)
    {
        builder.ToTable("study_steps").HasKey(step => new { step.StudyUid, step.Kind });
        builder.HasIndex(step => step.DueAt);
    }
}
