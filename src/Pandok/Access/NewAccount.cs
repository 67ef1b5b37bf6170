namespace Pandok.Access;

internal sealed record NewAccount(
    string UserName, string DisplayName, Role Role, IReadOnlyList<Guid>? Sites = null, IReadOnlyList<string>? Specialties = null,
    string Language = "ko", string TimeZone = "Asia/Seoul")
{
    /// <summary>Why this cannot be an account, or null.</summary>
    public AddAccountOutcome.Refused? Check()
    {
        if (string.IsNullOrWhiteSpace(UserName) || UserName.Length > 100 || UserName.Any(one => char.IsWhiteSpace(one) || char.IsControl(one)))
            return new("badUserName", "A user name has 1 to 100 characters and no spaces.");
        if (string.IsNullOrWhiteSpace(DisplayName) || DisplayName.Length > 100)
            return new("badDisplayName", "A display name has 1 to 100 characters.");
        if (Language is not ("ko" or "en"))
            return new("badLanguage", "The languages are ko and en.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            return new("badTimeZone", "There is no such time zone.");
        return Role is Role.Technologist or Role.Referrer or Role.Reader && Sites is not { Count: > 0 }
            ? new("sitesMissing", "This role works for sites: name at least one.")
            : null;
    }
}
