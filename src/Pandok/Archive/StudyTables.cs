using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Studies;

namespace Pandok.Archive;

internal sealed class StudyTables : IEntityTypeConfiguration<Study>, IEntityTypeConfiguration<Series>, IEntityTypeConfiguration<Instance>, IEntityTypeConfiguration<StudyStep>
{
    public void Configure(EntityTypeBuilder<Study> builder)
    {
        builder.ToTable("studies").HasKey(study => study.Uid);
        builder.Property(study => study.Version).IsConcurrencyToken();
        builder.HasIndex(study => new { study.State, study.SettlesAt });
        builder.HasIndex(study => new { study.SiteId, study.ReceivedAt });
        builder.HasIndex(study => study.Pseudonym);
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

    public void Configure(EntityTypeBuilder<StudyStep> builder)
    {
        builder.ToTable("study_steps").HasKey(step => new { step.StudyUid, step.Kind });
        builder.HasIndex(step => step.DueAt);
    }
}
