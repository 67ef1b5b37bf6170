namespace Pandok.Deidentification;

/// <summary>What the de-identifier or the verifier noticed. Written in reports by <see cref="CodeText.ToCode(FindingCode)"/>.</summary>
public enum FindingCode
{
    /// <summary>A Type 1 attribute had to stay: its value is a dummy.</summary>
    Type1Dummy,
    /// <summary>A Type 2 attribute that the table removes had to stay: it is empty.</summary>
    Type2Emptied,
    /// <summary>No Patient ID: pseudonym and shift come from the Study Instance UID.</summary>
    NoPatientId,
    /// <summary>A date that is none; it was removed, emptied or replaced.</summary>
    DateInvalid,
    /// <summary>Text outside Table E.1-1 that is not a known technical attribute; not kept.</summary>
    TextRemoved,
    /// <summary>A value that fails the check of its VR; not kept.</summary>
    ValueInvalid,
    /// <summary>The file's VR contradicts the dictionary; the value was not kept.</summary>
    VrMismatch,
    /// <summary>An even tag that is not in the dictionary; removed.</summary>
    UnknownElement,
    /// <summary>A UID against PS3.5 section 9.1; mapped all the same, so the output is valid.</summary>
    UidMalformed,
    /// <summary>Bytes that fit no character of the declared set; not kept.</summary>
    CharacterSet,
    /// <summary>Age of 90 years or more: birth date emptied, age written as 090Y.</summary>
    AgeCapped,
    /// <summary>The class, device or image type often has text in its pixels; this module does not look at pixels.</summary>
    PixelsNotLooked,
    /// <summary>Areas of the pixels were blanked.</summary>
    PixelsBlanked,
    /// <summary>The face was removed from the pixels.</summary>
    FaceRemoved,
    /// <summary>Comments and the like were taken out of codestreams, or bits outside the stored values zeroed; the samples are the same.</summary>
    PixelsStripped,
    /// <summary>Ultrasound regions (0018,6011) leave the image and were not believed.</summary>
    RegionsDoubted,
    /// <summary>Verifier: an identifying string stands in the written bytes.</summary>
    IdentityLeft,
    /// <summary>Verifier: an original UID stands in the written bytes.</summary>
    UidLeft,
    /// <summary>Verifier: an element of a class that never leaves (private, curve, overlay, group length).</summary>
    ClassLeft,
    /// <summary>Verifier: preamble or File Meta Information contradicts the data set.</summary>
    Meta,
    /// <summary>Verifier: the written bytes cannot be read to their end, or miss the marks of de-identification.</summary>
    Structure,
    /// <summary>Verifier: text in the form of a registration number, a telephone, a mail address, a person's title or a date.</summary>
    PatternLeft,
    /// <summary>Verifier: an attribute that the IOD requires and the input had is missing or empty, a VR or a UID is not legal, or a value has a form it had not.</summary>
    Iod,
    /// <summary>Verifier: the object does not agree with others of its patient: pseudonym, shift of dates or map of UIDs.</summary>
    Study,
    /// <summary>Verifier: pixels that should be unchanged are others than the input's.</summary>
    PixelsChanged,
    /// <summary>Verifier: a reference to an instance that is not known; it blocks nothing.</summary>
    Reference,
}
