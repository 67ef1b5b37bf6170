using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Deidentify.Vaults;

internal sealed class VaultTables : IEntityTypeConfiguration<VaultSite>, IEntityTypeConfiguration<VaultRow>, IEntityTypeConfiguration<VaultBox>,
    IEntityTypeConfiguration<VaultFormerRoot>, IEntityTypeConfiguration<VaultMerge>, IEntityTypeConfiguration<VaultAsk>
{
    public void Configure(EntityTypeBuilder<VaultSite> builder) => builder.ToTable("vault_sites").HasKey(site => site.SiteId);

    public void Configure(EntityTypeBuilder<VaultRow> builder)
    {
        builder.ToTable("vault_rows").HasKey(row => new { row.SiteId, row.StudyUid });
        builder.HasIndex(row => new { row.SiteId, row.Pseudonym });
    }

    public void Configure(EntityTypeBuilder<VaultBox> builder) => builder.ToTable("vault_boxes").HasKey(box => new { box.SiteId, box.Place });

    public void Configure(EntityTypeBuilder<VaultFormerRoot> builder) => builder.ToTable("vault_former_roots").HasKey(root => new { root.SiteId, root.KeyId });

    public void Configure(EntityTypeBuilder<VaultMerge> builder)
    {
        builder.ToTable("vault_merges").HasKey(merge => merge.Id);
        builder.Property(merge => merge.Id).ValueGeneratedNever();
        builder.HasIndex(merge => new { merge.SiteId, merge.Pseudonym });
        builder.HasIndex(merge => new { merge.SiteId, merge.Other });
    }

    public void Configure(EntityTypeBuilder<VaultAsk> builder)
    {
        builder.ToTable("vault_asks").HasKey(ask => ask.Id);
        builder.Property(ask => ask.Id).ValueGeneratedNever();
    }
}
