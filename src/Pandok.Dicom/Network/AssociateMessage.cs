namespace Pandok.Dicom.Network;

// The content of A-ASSOCIATE-RQ (with Proposed) or -AC (with Answers): PS3.8 sections 9.3.2 and 9.3.3. A title is null if it was no AE title.
internal sealed record AssociateMessage
{
    public ushort ProtocolVersion { get; init; } = 1;
    public string? CalledAe { get; init; }
    public string? CallingAe { get; init; }
    public string ApplicationContext { get; init; } = Standard.Uids.ApplicationContext;
    public IReadOnlyList<PresentationContext> Proposed { get; init; } = [];
    public IReadOnlyList<ContextAnswer> Answers { get; init; } = [];
    public uint MaxPdu { get; init; }
    public string? ImplementationClass { get; init; }
    public string? ImplementationVersion { get; init; }
    public OperationsWindow? Window { get; init; }
    public IReadOnlyList<RoleSelection> Roles { get; init; } = [];
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];
    public IReadOnlyList<CommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];
    public UserIdentity? UserIdentity { get; init; }
    public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }
}
