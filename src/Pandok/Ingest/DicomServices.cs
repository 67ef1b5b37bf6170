using Pandok.Archive.Retrieve;
using Pandok.Ingest.Commitment;
using Pandok.Orders;

namespace Pandok.Ingest;

/// <summary>What stands behind the DICOM door, service by service.</summary>
internal sealed record DicomServices(InstanceIntake Intake, ModalityWorklist Worklist, PerformedSteps Steps, StorageCommitment Commitment, ArchiveQuery Query, ArchiveRetrieve Retrieve);
