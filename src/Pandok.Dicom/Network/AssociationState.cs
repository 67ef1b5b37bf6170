namespace Pandok.Dicom.Network;

// The states of PS3.8 Table 9-10 that one side of an association can be seen in here; the numbers are the table's.
internal enum AssociationState
{
    AwaitingRequest = 2,
    AwaitingLocalAnswer = 3,
    AwaitingAnswer = 5,
    Established = 6,
    AwaitingReleaseResponse = 7,
    ReleaseCollision = 11,
    AwaitingClose = 13,
}
