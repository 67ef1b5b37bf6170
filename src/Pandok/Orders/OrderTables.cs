using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Access;
using Pandok.Studies;

namespace Pandok.Orders;

internal sealed class OrderTables : IEntityTypeConfiguration<Order>, IEntityTypeConfiguration<PerformedStep>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders").HasKey(order => order.Id);
        builder.Property(order => order.Id).ValueGeneratedNever();
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.HasIndex(order => new { order.SiteId, order.StudyUid }).IsUnique();
        builder.HasIndex(order => new { order.SiteId, order.Number }).IsUnique();
        builder.HasIndex(order => new { order.SiteId, order.Accession });
        builder.HasIndex(order => new { order.SiteId, order.State, order.ScheduledAt });
        builder.HasIndex(order => order.LinkedStudy);
        builder.HasOne<Site>().WithMany().HasForeignKey(order => order.SiteId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PerformedStep> builder)
    {
        builder.ToTable("performed_steps").HasKey(step => new { step.SiteId, step.Uid });
        builder.Property(step => step.Version).IsConcurrencyToken();
        builder.HasIndex(step => step.OrderId);
    }
}
