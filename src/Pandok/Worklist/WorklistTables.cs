using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>What the sweep looks for, each second.</summary>
internal sealed class WorklistTables : IEntityTypeConfiguration<Study>
{
    public void Configure(EntityTypeBuilder<Study> builder)
    {
        builder.HasIndex(study => new { study.SettledAt, study.SettlesAt });
        builder.HasIndex(study => new { study.State, study.ClaimExpires });
    }
}
