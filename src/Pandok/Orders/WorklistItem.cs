using System.Globalization;
using Pandok.Deidentify.Vaults;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>An order as the modality worklist says it (PS3.4 Table K.6-1).</summary>
internal static class WorklistItem
{
    /// <summary>The part that stands in the open: whether it can match at all, before anything is unsealed.</summary>
    public static DataSet Open(Order order, string ae, TimeZoneInfo zone)
    {
        var set = new DataSet();
        var step = new DataSet();
        set.SetItems(ServiceTags.ScheduledProcedureStepSequence, step);
        Schedule(step, order, ae, zone);
        return set;
    }

    /// <summary>In the character set the device wants; in UTF-8 where that has no code for a name.</summary>
    public static DataSet Full(Order order, OrderDetails details, string ae, string? characterSet, TimeZoneInfo zone)
    {
        if (characterSet is not null)
        {
            try
            {
                return In(characterSet.Split('\\'), order, details, ae, zone);
            }
            catch (ArgumentException)
            {
                // The set cannot say it.
            }
        }
        return In(["ISO_IR 192"], order, details, ae, zone);
    }

    private static DataSet In(string[] characterSet, Order order, OrderDetails details, string ae, TimeZoneInfo zone)
    {
        var number = details.Accession;
        var set = new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, characterSet)
            .Set(Tags.AccessionNumber, Vr.SH, number)
            .With(Tags.ReferringPhysicianName, Vr.PN, details.Referrer)
            .SetItems(ServiceTags.ReferencedStudySequence).SetItems(ServiceTags.ReferencedPatientSequence)
            .Set(Tags.PatientName, Vr.PN, details.PatientName).Set(Tags.PatientID, Vr.LO, details.PatientId)
            .With(Tags.PatientBirthDate, Vr.DA, details.BirthDate).With(Tags.PatientSex, Vr.CS, details.Sex)
            .Set(ServiceTags.PatientWeight, Vr.DS).Set(ServiceTags.MedicalAlerts, Vr.LO).Set(ServiceTags.Allergies, Vr.LO).SetIntegers(ServiceTags.PregnancyStatus, Vr.US)
            .Set(Tags.StudyInstanceUID, Vr.UI, details.StudyUid)
            .With(ServiceTags.RequestingPhysician, Vr.PN, details.Referrer).Set(ServiceTags.RequestedProcedureDescription, Vr.LO, details.Procedure)
            .Set(ServiceTags.AdmissionID, Vr.LO).Set(ServiceTags.SpecialNeeds, Vr.LO).Set(ServiceTags.CurrentPatientLocation, Vr.LO).Set(ServiceTags.PatientState, Vr.LO);
        var step = new DataSet();
        set.SetItems(ServiceTags.ScheduledProcedureStepSequence, step);
        Schedule(step, order, ae, zone);
        step.Set(ServiceTags.RequestedContrastAgent, Vr.LO).Set(ServiceTags.ScheduledPerformingPhysicianName, Vr.PN).Set(ServiceTags.ScheduledProcedureStepDescription, Vr.LO, details.Procedure)
            .Set(ServiceTags.ScheduledProcedureStepID, Vr.SH, number).Set(ServiceTags.ScheduledStationName, Vr.SH).Set(ServiceTags.ScheduledProcedureStepLocation, Vr.SH).Set(ServiceTags.PreMedication, Vr.LO)
            .Set(ServiceTags.ScheduledProcedureStepStatus, Vr.CS, "SCHEDULED");
        return set.Set(ServiceTags.RequestedProcedureID, Vr.SH, number)
            .Set(Tags.RequestedProcedurePriority, Vr.SH, order.Priority switch { OrderPriority.Emergency => "STAT", OrderPriority.Urgent => "HIGH", _ => "ROUTINE" })
            .Set(ServiceTags.PatientTransportArrangements, Vr.LO).With(ServiceTags.RequestedProcedureComments, Vr.LT, details.Question)
            .With(ServiceTags.PlacerOrderNumber, Vr.LO, details.Number).Set(ServiceTags.ConfidentialityConstraint, Vr.LO);
    }

    private static void Schedule(DataSet step, Order order, string ae, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(order.ScheduledAt, zone);
        step.Set(Tags.Modality, Vr.CS, order.Modality).Set(ServiceTags.ScheduledStationAETitle, Vr.AE, order.StationAe ?? ae)
            .Set(ServiceTags.ScheduledProcedureStepStartDate, Vr.DA, local.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            .Set(ServiceTags.ScheduledProcedureStepStartTime, Vr.TM, local.ToString("HHmmss", CultureInfo.InvariantCulture));
    }

}
