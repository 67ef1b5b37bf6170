using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Deidentify;

internal sealed class ReceiptTables : IEntityTypeConfiguration<ReceiptRow>
{
    public void Configure(EntityTypeBuilder<ReceiptRow> builder) => builder.ToTable("receipts").HasKey(receipt => receipt.StudyUid);
}
