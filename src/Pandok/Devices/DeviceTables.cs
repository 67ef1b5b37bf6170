using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Access;

namespace Pandok.Devices;

internal sealed class DeviceTables : IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Device> builder)
    {
        builder.ToTable("devices").HasKey(device => device.Id);
        builder.Property(device => device.Id).ValueGeneratedNever();
        builder.Property(device => device.AeTitle).HasMaxLength(16);
        builder.HasIndex(device => device.AeTitle).IsUnique();
        builder.HasIndex(device => device.ApiKeySha256).IsUnique();
        builder.HasOne<Site>().WithMany().HasForeignKey(device => device.SiteId).OnDelete(DeleteBehavior.Restrict);
    }
}
