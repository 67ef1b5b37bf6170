using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Text;

/// <summary>An invented study: what it says about people and places.</summary>
internal static class TextSample
{
    public static readonly Tag Description = new(0x0008103E);
    public static readonly Tag History = new(0x001021B0);

    public static DataSet Object() => Sample.Ct()
        .Set(new Tag(0x00080080), Vr.LO, "Demo General Hospital").Set(new Tag(0x00081040), Vr.LO, "Radiology").Set(new Tag(0x00081010), Vr.SH, "DEMOCT07")
        .Set(new Tag(0x00101040), Vr.LO, "12 Example Street, Sampletown").Set(new Tag(0x00102154), Vr.SH, "010-1234-5678").Set(new Tag(0x00181000), Vr.LO, "SER-99817");

    public static IdentitySet Identity() => IdentitySet.Of(Object());

    public static TextCleaner Cleaner(Profile? profile = null, NameRecogniser? recognise = null) => new(Identity(), profile ?? Profile.Reading, recognise);

    public static TextCleaner Stranger() => new(IdentitySet.Empty, Profile.Reading);
}
