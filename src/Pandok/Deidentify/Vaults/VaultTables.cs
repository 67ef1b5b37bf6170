using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Deidentify.Vaults;

internal sealed class VaultTables : IEntityTypeConfiguration<VaultSite>, IEntityTypeConfiguration<VaultRow>, IEntityTypeConfiguration<VaultBox>
{
    public void Configure(EntityTypeBuilder<VaultSite> builder) => builder.ToTable("vault_sites").HasKey(site => site.SiteId);

    public void Configure(EntityTypeBuilder<VaultRow> builder)
    {
        builder.ToTable("vault_rows").HasKey(row => new { row.SiteId, row.StudyUid });
        builder.HasIndex(row => new { row.SiteId, row.Pseudonym });
    }

    public void Configure(EntityTypeBuilder<VaultBox> builder) => builder.ToTable("vault_boxes").HasKey(box => new { box.SiteId, box.Place });
}
