using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Studies;

namespace Pandok.Deidentify.Quarantine;

internal sealed class HeldTables : IEntityTypeConfiguration<HeldInstance>, IEntityTypeConfiguration<SavedRule>
{
    public void Configure(EntityTypeBuilder<HeldInstance> builder)
    {
        builder.ToTable("held_instances").HasKey(held => held.Id);
        builder.Property(held => held.Id).ValueGeneratedNever();
        builder.HasIndex(held => new { held.State, held.HeldAt });
        builder.HasIndex(held => held.StudyUid);
        builder.HasIndex(held => held.InstanceUid);
    }

    public void Configure(EntityTypeBuilder<SavedRule> builder)
    {
        builder.ToTable("device_rules").HasKey(rule => rule.Id);
        builder.Property(rule => rule.Id).ValueGeneratedNever();
        builder.HasIndex(rule => rule.SiteId);
    }
}
