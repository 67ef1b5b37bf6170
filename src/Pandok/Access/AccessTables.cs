using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pandok.Access;

internal sealed class AccessTables : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<AccountSite>, IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts").HasKey(account => account.Id);
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.Property(account => account.UserName).HasMaxLength(100).IsRequired();
        builder.Property(account => account.NormalizedUserName).HasMaxLength(100).IsRequired();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.Ignore(account => account.Email).Ignore(account => account.NormalizedEmail).Ignore(account => account.EmailConfirmed);
        builder.Ignore(account => account.PhoneNumber).Ignore(account => account.PhoneNumberConfirmed).Ignore(account => account.TwoFactorEnabled);
    }

    public void Configure(EntityTypeBuilder<AccountSite> builder)
    {
        builder.ToTable("account_sites").HasKey(member => new { member.AccountId, member.SiteId });
        builder.HasIndex(member => member.SiteId);
        builder.HasOne<Account>().WithMany().HasForeignKey(member => member.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Site>().WithMany().HasForeignKey(member => member.SiteId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AccessToken> builder)
    {
        builder.ToTable("access_tokens").HasKey(token => token.Id);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.HasIndex(token => token.Sha256).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("sites").HasKey(site => site.Id);
        builder.Property(site => site.Documents).HasDefaultValue(DocumentPolicy.Hold);
        builder.Property(site => site.Phones).HasDefaultValue(PhonePolicy.Marked);
        builder.Property(site => site.Id).ValueGeneratedNever();
        builder.HasIndex(site => site.Code).IsUnique();
        builder.Property(site => site.TimeZone).HasDefaultValue("Asia/Seoul");
    }
}
