using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Deidentify;

internal sealed class ReceiptTables : IEntityTypeConfiguration<ReceiptRow>, IEntityTypeConfiguration<InstanceReceiptRow>
{
    public void Configure(EntityTypeBuilder<ReceiptRow> builder) => builder.ToTable("receipts").HasKey(receipt => receipt.StudyUid);

    public void Configure(EntityTypeBuilder<InstanceReceiptRow> builder)
    {
        builder.ToTable("instance_receipts").HasKey(receipt => new { receipt.StudyUid, receipt.Seq });
        builder.HasIndex(receipt => receipt.InstanceUid);
    }
}
