using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Ingest.Commitment;

internal sealed class CommitmentTables : IEntityTypeConfiguration<CommitmentRequest>
{
    public void Configure(EntityTypeBuilder<CommitmentRequest> builder)
    {
        builder.ToTable("commitment_requests").HasKey(request => request.Id);
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.Property(request => request.Version).IsConcurrencyToken();
        builder.HasIndex(request => request.DueAt);
    }
}
