using Microsoft.AspNetCore.Identity;

namespace Pandok.Access;

/// <summary>A person who signs in. Password, lockout and stamps are ASP.NET Core Identity's.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }
    public required Role Role { get; set; }
    /// <summary><c>ko</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "ko";
    /// <summary>IANA name.</summary>
    public string TimeZone { get; set; } = "Asia/Seoul";
    /// <summary>Cut off from the next request on; the row stays, for reports and the trail name it.</summary>
    public bool Disabled { get; set; }
    /// <summary>A reader's fields, for example <c>chest</c>; they order the list.</summary>
    public List<string> Specialties { get; set; } = [];
    public DateTimeOffset CreatedAt { get; init; }
}
