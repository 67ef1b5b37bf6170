using Pandok.Dicom.Data;

namespace Pandok.Devices;

/// <summary>The tags of the services beside storage (PS3.4 Annexes C, F, J, K), by their PS3.6 keywords.</summary>
internal static class ServiceTags
{
    public static readonly Tag QueryRetrieveLevel = new(0x00080052);
    public static readonly Tag RetrieveAETitle = new(0x00080054);
    public static readonly Tag SOPClassesInStudy = new(0x00080062);
    public static readonly Tag ReferencedStudySequence = new(0x00081110);
    public static readonly Tag ReferencedPatientSequence = new(0x00081120);
    public static readonly Tag TransactionUID = new(0x00081195);
    public static readonly Tag PatientWeight = new(0x00101030);
    public static readonly Tag MedicalAlerts = new(0x00102000);
    public static readonly Tag Allergies = new(0x00102110);
    public static readonly Tag PregnancyStatus = new(0x001021C0);
    public static readonly Tag RequestingPhysician = new(0x00321032);
    public static readonly Tag RequestedProcedureDescription = new(0x00321060);
    public static readonly Tag RequestedContrastAgent = new(0x00321070);
    public static readonly Tag AdmissionID = new(0x00380010);
    public static readonly Tag SpecialNeeds = new(0x00380050);
    public static readonly Tag CurrentPatientLocation = new(0x00380300);
    public static readonly Tag PatientState = new(0x00380500);
    public static readonly Tag ScheduledStationAETitle = new(0x00400001);
    public static readonly Tag ScheduledProcedureStepStartDate = new(0x00400002);
    public static readonly Tag ScheduledProcedureStepStartTime = new(0x00400003);
    public static readonly Tag ScheduledPerformingPhysicianName = new(0x00400006);
    public static readonly Tag ScheduledProcedureStepDescription = new(0x00400007);
    public static readonly Tag ScheduledProcedureStepID = new(0x00400009);
    public static readonly Tag ScheduledStationName = new(0x00400010);
    public static readonly Tag ScheduledProcedureStepLocation = new(0x00400011);
    public static readonly Tag PreMedication = new(0x00400012);
    public static readonly Tag ScheduledProcedureStepStatus = new(0x00400020);
    public static readonly Tag ScheduledProcedureStepSequence = new(0x00400100);
    public static readonly Tag PerformedProcedureStepStatus = new(0x00400252);
    public static readonly Tag ScheduledStepAttributesSequence = new(0x00400270);
    public static readonly Tag RequestedProcedureID = new(0x00401001);
    public static readonly Tag PatientTransportArrangements = new(0x00401004);
    public static readonly Tag RequestedProcedureComments = new(0x00401400);
    public static readonly Tag PlacerOrderNumber = new(0x00402016);
    public static readonly Tag ConfidentialityConstraint = new(0x00403001);
    public static readonly Tag NumberOfPatientRelatedStudies = new(0x00201200);
    public static readonly Tag NumberOfPatientRelatedSeries = new(0x00201202);
    public static readonly Tag NumberOfPatientRelatedInstances = new(0x00201204);
}
