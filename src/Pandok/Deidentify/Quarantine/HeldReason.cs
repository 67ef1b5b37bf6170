namespace Pandok.Deidentify.Quarantine;

/// <summary>Reason codes of the specification that a person's look can answer.</summary>
internal static class HeldReason
{
    public const string Approval = "APPROVAL", PixelTextLeft = "PIXEL-TEXT-LEFT", PixelUnsure = "PIXEL-UNSURE", Fault = "PARSE", Collision = "PSEUDONYM-COLLISION";

    /// <summary>Doubts about pixels: a person who looked at every frame settles them. What the header or the verifier says, nobody overrules.</summary>
    public static bool IsOfPixels(string code) => code is Approval or PixelTextLeft or PixelUnsure;
}
