namespace Pandok.Dicom.Rendering;

/// <summary>The form of a window (PS3.3 C.11.2.1.3, VOI LUT Function).</summary>
public enum VoiFunction
{
    /// <summary>LINEAR (C.11.2.1.2.1), the default: the width counts discrete values.</summary>
    Linear,

    /// <summary>LINEAR_EXACT (C.11.2.1.3.2): the width is a continuous range.</summary>
    LinearExact,

    /// <summary>SIGMOID (C.11.2.1.3.1).</summary>
    Sigmoid,
}

/// <summary>A window over the values that the modality transformation gives (PS3.3 C.11.2.1.2).</summary>
/// <param name="Center">Window Center (0028,1050).</param>
/// <param name="Width">Window Width (0028,1051): at least 1 for LINEAR, above 0 for the others.</param>
/// <param name="Function">How the window is applied.</param>
public readonly record struct Window(double Center, double Width, VoiFunction Function = VoiFunction.Linear)
{
    /// <summary>True if the standard allows this width for this function.</summary>
    public bool IsValid => double.IsFinite(Center) && double.IsFinite(Width) && (Function == VoiFunction.Linear ? Width >= 1 : Width > 0);

    /// <summary>The part of full brightness, 0 to 1, of a value.</summary>
    public double Apply(double value) => Function switch
    {
        VoiFunction.Sigmoid => 1 / (1 + Math.Exp(-4 * (value - Center) / Width)),
        VoiFunction.LinearExact => Math.Clamp((value - Center) / Width + 0.5, 0, 1),
        _ when Width == 1 => value <= Center - 0.5 ? 0 : 1,
        _ => Math.Clamp((value - (Center - 0.5)) / (Width - 1) + 0.5, 0, 1),
    };

    /// <summary>The window that shows a range of values whole: the lowest black, the highest white.</summary>
    public static Window Of(double lowest, double highest) =>
        new((lowest + highest) / 2, highest - lowest, VoiFunction.LinearExact);
}
