namespace Pandok.Dicom.Network;

// PS3.8 Table 9-10, as far as a peer's PDU can move us. Everything not drawn is AA-8: A-ABORT, source provider, reason "unexpected PDU".
// An A-ABORT ends every state (AA-3), a closed transport ends every state (AA-4), an ARTIM that expires ends Sta2 and Sta13 (AA-2).
//
//   provider                                                        user
//   TCP accepted                                                    TCP connected, A-ASSOCIATE-RQ sent
//      v                                                               v
//   Sta2 await RQ ----RQ----> Sta3 we decide                        Sta5 await AC or RJ --RJ--> Sta13
//                               |        |                             |AC
//                          AC sent    RJ sent                          v
//                               v        |                          Sta6 established --our A-RELEASE-RQ--> Sta7 await RP --RP--> closed
//   +--P-DATA------------->  Sta6        |                             ^  |P-DATA                            |A-RELEASE-RQ: collision,
//   +----------------------  established |                             +--+                                  v  we answer RP (Sta9)
//                               |A-RELEASE-RQ (Sta8): what runs is           |A-RELEASE-RQ (Sta8),              Sta11 await RP --RP--> closed
//                               | cancelled and answered, then RP            |we answer RP
//                               v        v                                   v
//                            Sta13 await close (whatever comes is dropped, ARTIM runs); also after every A-ABORT we send (AA-1, AA-8)
//
// A provider never asks for a release: it ends idle associations by A-ABORT when it stops, so it sees no collision (Sta10, Sta12).
// One task reads (MessagePump) and thereby moves the state; a user's ReleaseAsync moves it to Sta7 before its RQ leaves.
internal static class StateTable
{
    public static bool Allows(AssociationState state, PduType type) => (state, type) switch
    {
        (_, PduType.Abort) => true,
        (AssociationState.AwaitingRequest, PduType.AssociateRequest) => true,
        (AssociationState.AwaitingAnswer, PduType.AssociateAccept or PduType.AssociateReject) => true,
        (AssociationState.Established, PduType.Data or PduType.ReleaseRequest) => true,
        (AssociationState.AwaitingReleaseResponse, PduType.Data or PduType.ReleaseRequest or PduType.ReleaseResponse) => true,
        (AssociationState.ReleaseCollision, PduType.ReleaseResponse) => true,
        _ => false,
    };
}
