using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Studies;

namespace Pandok.Archive.Renditions;

internal sealed class RenditionTables : IEntityTypeConfiguration<Rendition>
{
    public void Configure(EntityTypeBuilder<Rendition> builder)
    {
        builder.ToTable("renditions").HasKey(rendition => rendition.InstanceUid);
        builder.HasIndex(rendition => rendition.SeriesUid);
        builder.HasIndex(rendition => rendition.StudyUid);
    }
}
