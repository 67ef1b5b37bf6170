using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Studies;

namespace Pandok.Read.Masks;

internal sealed class SegmentationTables : IEntityTypeConfiguration<SegmentationVersion>
{
    public void Configure(EntityTypeBuilder<SegmentationVersion> builder)
    {
        builder.ToTable("segmentation_versions").HasKey(version => version.InstanceUid);
        // An instance that is withdrawn takes its row with it, and what it replaced is the newest again.
        builder.HasOne<Instance>().WithOne().HasForeignKey<SegmentationVersion>(version => version.InstanceUid).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(version => new { version.StudyUid, version.Id }).IsUnique();
        builder.HasIndex(version => new { version.StudyUid, version.Number }).IsUnique();
        builder.HasIndex(version => new { version.StudyUid, version.Replaces }).IsUnique();
    }
}
