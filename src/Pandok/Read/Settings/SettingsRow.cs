using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Read.Settings;

/// <summary>Settings of an account, or the hanging protocols of a site.</summary>
internal sealed class SettingsRow : IEntityTypeConfiguration<SettingsRow>
{
    /// <summary>Of the account or the site.</summary>
    public Guid Owner { get; init; }
    public string Json { get; set; } = "{}";

    public void Configure(EntityTypeBuilder<SettingsRow> builder)
    {
        builder.ToTable("reading_settings").HasKey(row => row.Owner);
        builder.Property(row => row.Owner).ValueGeneratedNever();
    }
}
