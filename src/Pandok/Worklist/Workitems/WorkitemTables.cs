using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Access;
using Pandok.Studies;

namespace Pandok.Worklist.Workitems;

internal sealed class WorkitemTables : IEntityTypeConfiguration<Workitem>, IEntityTypeConfiguration<WorkitemEvent>, IEntityTypeConfiguration<WorkitemSubscription>
{
    public void Configure(EntityTypeBuilder<Workitem> builder)
    {
        builder.ToTable("workitems").HasKey(item => item.Uid);
        builder.HasOne<Study>().WithMany().HasForeignKey(item => item.StudyUid).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(item => new { item.StudyUid, item.State });
        builder.HasIndex(item => new { item.SiteId, item.State, item.ScheduledAt });
    }

    public void Configure(EntityTypeBuilder<WorkitemEvent> builder)
    {
        builder.ToTable("workitem_events").HasKey(told => told.Id);
        builder.Property(told => told.Id).ValueGeneratedOnAdd();
        builder.HasIndex(told => told.At);
    }

    public void Configure(EntityTypeBuilder<WorkitemSubscription> builder)
    {
        builder.ToTable("workitem_subscriptions").HasKey(one => new { one.Subscriber, one.WorkitemUid });
        builder.HasOne<Account>().WithMany().HasForeignKey(one => one.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
