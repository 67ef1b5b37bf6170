using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Devices;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Orders.Hl7;

/// <summary>
/// What an order message becomes, and its acknowledgment (HL7 2.5 chapter 2.9). AA: done. AE: understood, but not to be done as it stands. AR: not taken at all.
/// Who sends is a registered device whose AE title is MSH-3; MSH-4, if filled, is the code of its site.
/// </summary>
internal sealed class Hl7Door(Database db, DeviceDirectory devices, OrderDesk desk, TimeProvider time)
{
    public async Task<string> AnswerAsync(Hl7Message message, CancellationToken stop)
    {
        var (code, reason) = await TakeAsync(message, stop);
        return Acknowledge(message, code, reason);
    }

    /// <summary>The answer to what cannot even be read.</summary>
    public string Refuse(string reason) => Acknowledge(null, "AR", reason);

    private async Task<(string Code, string? Reason)> TakeAsync(Hl7Message message, CancellationToken stop)
    {
        if (await SenderAsync(message, stop) is not var (device, site)) return ("AR", "MSH-3 and MSH-4 name no registered sender");
        await devices.SeenAsync(db, device, stop);
        if ((message.Text("MSH", 9), message.Text("MSH", 9, 2)) is not (("ORM", "O01") or ("OMI", "O23"))) return ("AR", "MSH-9 is neither ORM^O01 nor OMI^O23");
        if (message.Count("ORC") != 1 || message.Count("OBR") > 1) return ("AE", "One message is one order: exactly one ORC and at most one OBR");
        if (OrderMessage.NumberOf(message) is not { } number) return ("AE", "ORC-2 is empty");
        var actor = Actor.Device(device.Id, device.AeTitle);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        var outcome = message.Text("ORC", 1) switch
        {
            "NW" => await desk.PlaceAsync(OrderMessage.Read(message, zone), site.Id, OrderDoor.Hl7, actor, stop),
            "CA" => await OfAsync(order => desk.CancelAsync(site.Id, order.Id, actor, stop)),
            "XO" => await OfAsync(order => desk.ChangeAsync(site.Id, order.Id, OrderMessage.Read(message, zone), actor, stop)),
            _ => new OrderOutcome.Refused("unknownControl", "ORC-1 is none of NW, CA and XO"),
        };
        return outcome switch
        {
            OrderOutcome.Kept => ("AA", null),
            OrderOutcome.NotFound => ("AE", "The site has no order with this number"),
            OrderOutcome.TooLate late => ("AE", $"The order is {Words.Camel(late.State)}"),
            OrderOutcome.Refused refused => ("AE", refused.Title),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };

        async Task<OrderOutcome> OfAsync(Func<Order, Task<OrderOutcome>> work) =>
            await desk.FindByNumberAsync(site.Id, number, stop) is { } order ? await work(order) : new OrderOutcome.NotFound();
    }

    private async Task<(Device Device, Site Site)?> SenderAsync(Hl7Message message, CancellationToken stop)
    {
        var application = message.Text("MSH", 3);
        if (application.Length == 0 || await devices.FindByAeTitleAsync(db, application, stop) is not { } device) return null;
        var site = await db.Set<Site>().AsNoTracking().SingleAsync(row => row.Id == device.SiteId, stop);
        var facility = message.Text("MSH", 4);
        return facility.Length == 0 || facility.Equals(site.Code, StringComparison.OrdinalIgnoreCase) ? (device, site) : null;
    }

    private string Acknowledge(Hl7Message? message, string code, string? reason)
    {
        var now = time.GetUtcNow().ToString("yyyyMMddHHmmss'+0000'", CultureInfo.InvariantCulture);
        string Echo(int field, int component = 1) => Hl7Message.Escape(message?.Text("MSH", field, component) ?? "");
        var (set, version) = (Echo(18), Echo(12) is { Length: > 0 } stated ? stated : "2.5");
        var kind = Echo(9, 2) is { Length: > 0 } trigger ? $"ACK^{trigger}^ACK" : "ACK";
        var answer = $"MSH|^~\\&|PANDOK||{Echo(3)}|{Echo(4)}|{now}||{kind}|{Guid.NewGuid():N}|{(Echo(11) is { Length: > 0 } id ? id : "P")}|{version}||||||{set}\r"
            + $"MSA|{code}|{Echo(10)}{(reason is null ? "" : $"|{Hl7Message.Escape(reason)}")}\r";
        return reason is null || string.CompareOrdinal(version, "2.5") < 0 ? answer : answer + $"ERR|||{(code == "AR" ? "200" : "207")}|E||||{Hl7Message.Escape(reason)}\r";
    }
}
