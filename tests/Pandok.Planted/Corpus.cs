using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Planted;

/// <summary>
/// Objects of four artificial patients with planted identifiers in every place that a file has, and the truth of what was planted. The same seed gives the same bytes.
/// English and Korean. Nothing of it is a real person's.
/// </summary>
public sealed partial class Corpus
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private const string Mr = "1.2.840.10008.5.1.4.1.1.4";
    private const string Korean = "ISO 2022 IR 149";
    private const string Utf8 = "ISO_IR 192";
    private readonly Random random;
    private readonly Modules modules;
    private readonly List<PlantedObject> objects = [];
    private readonly Person[] people;

    /// <summary>Makes the corpus of a seed.</summary>
    public Corpus(int seed)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        random = new Random(seed);
        modules = new Modules(Truth);
        people = [.. Enumerable.Range(0, 4).Select(number => new Person(random, Truth, number))];
        Tomography();
        Documents();
        Drawn();
        Odd();
    }

    /// <summary>The files.</summary>
    public IReadOnlyList<PlantedObject> Objects => objects;

    /// <summary>What was planted.</summary>
    public Truth Truth { get; } = new();

    private static TransferSyntax Syntax(string uid) => TransferSyntax.Find(uid)!;

    private void Add(string name, int patient, DataSet set, string syntax, IReadOnlyList<byte[]>? frames = null, bool mustRelease = true, DataSet? meta = null, string preamble = "", string comment = "", DataSet? trailer = null, byte[]? behind = null) =>
        objects.Add(new PlantedObject(name, PlantedFile.Write(set, Syntax(syntax), frames ?? [], meta, preamble, comment, trailer, behind), patient, mustRelease));

    // A CT slice in a syntax; series 1 of a person.
    private DataSet Slice(int patient, string name, string charset, int slice)
    {
        var person = people[patient];
        var set = modules.Base(person, name, charset, Ct, "CT", 1, slice);
        set.Put("ImageType", "ORIGINAL", "PRIMARY", "AXIAL").Put("AcquisitionNumber", 1).Put("AcquisitionDate", person.Date).Put("AcquisitionTime", "101300").Put("KVP", "120").Put("XRayTubeCurrent", 200)
            .Put("ConvolutionKernel", "B70f").Put("RescaleIntercept", "-1024").Put("RescaleSlope", "1").Put("WindowCenter", "40").Put("WindowWidth", "400").Put("BodyPartExamined", "CHEST");
        modules.Plane(set, name, person, slice);
        modules.Describe(set, name, "StudyDescription", "Chest", "CT", "with", "contrast");
        modules.Describe(set, name, "SeriesDescription", "Axial", "lung", "1.0", "mm");
        modules.Describe(set, name, "ProtocolName", "Thorax", "routine");
        modules.Survive(name, "KVP", "120");
        modules.Survive(name, "ConvolutionKernel", "B70f");
        modules.Survive(name, "RescaleIntercept", "-1024");
        modules.Survive(name, "AcquisitionTime", "101300");
        return set;
    }
}
