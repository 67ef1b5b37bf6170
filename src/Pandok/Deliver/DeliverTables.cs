using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Deliver;

internal sealed class DeliverTables : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder) =>
        builder.ToTable("deliveries").HasKey(delivery => new { delivery.StudyUid, delivery.Version, delivery.Channel, delivery.Attempt });
}
