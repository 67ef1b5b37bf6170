using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Ingest;

internal sealed class IntakeProblemTables : IEntityTypeConfiguration<IntakeProblem>
{
    public void Configure(EntityTypeBuilder<IntakeProblem> builder)
    {
        builder.ToTable("intake_problems").HasKey(problem => problem.Id);
        builder.Property(problem => problem.Id).ValueGeneratedNever();
        builder.HasIndex(problem => problem.At);
        builder.HasIndex(problem => new { problem.Peer, problem.Code, problem.At });
    }
}
