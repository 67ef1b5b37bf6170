using Pandok.Deidentification;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Text;

namespace Pandok.Deidentify;

/// <summary>What is known before an instance is touched.</summary>
/// <param name="Study">The mapped UID.</param>
/// <param name="Keys">Those that the study began with.</param>
/// <param name="Known">What the study has said about people and places so far; null if nothing.</param>
/// <param name="Rules">Of the site's devices.</param>
internal sealed record StudyContext(Guid Site, string Study, Keys Keys, IdentitySet? Known, DeviceRules Rules);
