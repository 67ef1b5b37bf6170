namespace Pandok.Dicom.Network;

// A presentation context item of A-ASSOCIATE-AC (PS3.8 section 9.3.3.2). The transfer syntax counts only if accepted.
internal sealed record ContextAnswer(byte Id, ContextResult Result, string TransferSyntax);
