using System.Security.Cryptography;
using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Pixels;

/// <summary>Which frames are looked at: all of high risk; of the others the first, the middle, the last and two of a hundred.</summary>
public static class FrameChoice
{
    private const int OneOf = 50;

    /// <summary>The frames to look at, 0 for the first, in order.</summary>
    /// <param name="input">The object's attributes before they are cleaned.</param>
    /// <param name="profile">How much is looked at.</param>
    /// <param name="risk">The object's class.</param>
    /// <remarks>Slices that come one by one do not know their series' middle and last: of these, the first (Instance Number 1) and two of a hundred by a hash of the SOP Instance UID are taken.</remarks>
    public static IReadOnlyList<int> Of(DataSet input, Profile profile, RiskClass risk)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(profile);
        var frames = (int)Math.Clamp(input.GetInteger(Tags.NumberOfFrames) ?? 1, 1, int.MaxValue);
        if (risk == RiskClass.None || profile.PixelLook == PixelLook.None) return [];
        if (risk == RiskClass.High || profile.PixelLook == PixelLook.Every) return [.. Enumerable.Range(0, frames)];
        if (profile.PixelLook == PixelLook.HighRisk) return [];
        if (frames == 1) return input.GetInteger(Tags.InstanceNumber) == 1 || IsSampled(input.GetString(Tags.SOPInstanceUID) ?? string.Empty) ? [0] : [];
        return [.. Enumerable.Range(0, frames).Where(frame => frame == 0 || frame == frames - 1 || frame == frames / 2 || frame % OneOf == OneOf / 2)];
    }

    private static bool IsSampled(string uid) => SHA256.HashData(Encoding.UTF8.GetBytes(uid))[0] < 256 / OneOf;
}
