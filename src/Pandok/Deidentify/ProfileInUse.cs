using Pandok.Deidentification;
using Pandok.Platform;

namespace Pandok.Deidentify;

/// <summary>The profile that the operator chose.</summary>
internal static class ProfileInUse
{
    public static Profile Of(PandokOptions options) => Profile.Find(options.Profile) ?? throw new InvalidOperationException($"There is no profile {options.Profile}.");
}
