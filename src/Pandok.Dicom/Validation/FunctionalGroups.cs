using Pandok.Dicom.Data;
using Pandok.Dicom.Standard.Iods;

namespace Pandok.Dicom.Validation;

/// <summary>Where functional groups stand in multi-frame objects: each mandatory macro either shared or in every frame, none in both (PS3.3 C.7.6.16).</summary>
internal static class FunctionalGroups
{
    private static readonly Tag Shared = new(0x52009229);
    private static readonly Tag PerFrame = new(0x52009230);
    private static readonly Tag FrameContent = new(0x00209111);

    public static void Check(DataSet set, Iod iod, List<ValidationFinding> findings)
    {
        if (iod.FunctionalGroups.Count == 0 || (!set.Contains(Shared) && !set.Contains(PerFrame))) return;
        var shared = set.GetItems(Shared) is [var first, ..] ? first : new DataSet();
        var frames = set.GetItems(PerFrame);
        if (frames.Count > 0 && (set.GetInteger(Tags.NumberOfFrames) ?? 1) != frames.Count)
            findings.Add(Finding(Severity.Error, PerFrame, $"{frames.Count} items for {set.GetInteger(Tags.NumberOfFrames) ?? 1} frames (PS3.3 C.7.6.16)."));
        foreach (var part in iod.FunctionalGroups)
        {
            foreach (var (value, node) in part.Root.Own)
            {
                var tag = new Tag(value);
                var inShared = shared.Contains(tag);
                var count = frames.Count(frame => frame.Contains(tag));
                if (inShared && count > 0) findings.Add(Finding(Severity.Error, tag, $"{part.Name} is both shared and in {count} frames (PS3.3 C.7.6.16)."));
                if (inShared && tag == FrameContent) findings.Add(Finding(Severity.Error, tag, $"{part.Name} is shared; it belongs to each frame (PS3.3 C.7.6.16.2.2)."));
                if (count > 0 && count < frames.Count) findings.Add(Finding(Severity.Error, tag, $"{part.Name} is in {count} of {frames.Count} frames (PS3.3 C.7.6.16)."));
                var isRequired = part.Usage == 'M' || (part.Usage == 'C' && part.Condition is { } condition && condition.IsMet(set, _ => false));
                if (isRequired && node.Type is "1" or "2" && !inShared && count == 0) findings.Add(Finding(Severity.Error, tag, $"{part.Name}, usage {part.Usage}, is neither shared nor in the frames (PS3.3 {part.Section})."));
            }
        }
    }

    private static ValidationFinding Finding(Severity severity, Tag tag, string message) => new(severity, ValidationRule.FunctionalGroup, tag.ToString(), ObjectValidator.KeywordOf(tag), message);
}
