using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Orders.Hl7;

namespace Pandok.Tests.Orders;

/// <summary>Orders over MLLP, byte by byte on a socket.</summary>
public sealed class Hl7Tests
{
    static Hl7Tests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task A_new_order_is_kept_changed_and_cancelled_and_each_message_acknowledged()
    {
        await using var scene = await OrderScene.OpenAsync();
        using var line = await ConnectAsync(scene);
        var at = OrderScene.At();

        var accepted = await SayAsync(line, Order("NW", at), Encoding.UTF8);
        Assert.Contains("\rMSA|AA|MSG-NW\r", accepted);
        Assert.Contains("ACK^O01^ACK", accepted);
        var item = Assert.Single(await scene.ListAsync());
        Assert.Equal("HONG^GILDONG==홍^길동", item.GetProperty("patient").GetProperty("name").GetString());
        Assert.Equal(("DEMO-5", "19700131", "F"), (item.GetProperty("patient").GetProperty("id").GetString(), item.GetProperty("patient").GetProperty("birthDate").GetString(), item.GetProperty("patient").GetProperty("sex").GetString()));
        Assert.Equal(("ACC-5", "Chest CT", "CT", "ROOM1", "hl7", "emergency"), (item.GetProperty("accession").GetString(), item.GetProperty("procedure").GetString(),
            item.GetProperty("modality").GetString(), item.GetProperty("station").GetString(), item.GetProperty("door").GetString(), item.GetProperty("priority").GetString()));
        Assert.Equal(at, item.GetProperty("scheduledAt").GetDateTimeOffset());

        // The answer was lost: the same again is no second order.
        Assert.Contains("MSA|AA|", await SayAsync(line, Order("NW", at), Encoding.UTF8));
        Assert.Single(await scene.ListAsync());
        // Another patient under the same number is an error.
        Assert.Contains("MSA|AE|", await SayAsync(line, Order("NW", at).Replace("DEMO-5", "DEMO-6"), Encoding.UTF8));

        Assert.Contains("MSA|AA|", await SayAsync(line, Order("XO", at.AddHours(1)), Encoding.UTF8));
        Assert.Equal(at.AddHours(1), Assert.Single(await scene.ListAsync()).GetProperty("scheduledAt").GetDateTimeOffset());
        Assert.Contains("MSA|AA|", await SayAsync(line, Order("CA", at), Encoding.UTF8));
        Assert.Equal("cancelled", Assert.Single(await scene.ListAsync()).GetProperty("state").GetString());
        Assert.Contains("The order is cancelled", await SayAsync(line, Order("XO", at), Encoding.UTF8));
        Assert.Contains("MSA|AE|", await SayAsync(line, Order("CA", at).Replace("PL-1", "PL-404"), Encoding.UTF8));
        Assert.Equal([], scene.FilesWith("길동", "DEMO-5", "PL-1", "ACC-5"));
    }

    [Theory]
    [InlineData("UNICODE UTF-8", 65001, false)]
    [InlineData("KS X 1001", 51949, false)]
    [InlineData("KS X 1001", 51949, true)]
    [InlineData("ASCII~KS X 1001", 51949, true)]
    [InlineData("ISO 2022 IR 149", 51949, true)]
    public async Task Korean_names_come_in_whatever_set_the_header_names(string set, int codePage, bool designated)
    {
        await using var scene = await OrderScene.OpenAsync();
        using var line = await ConnectAsync(scene);
        var encoding = Encoding.GetEncoding(codePage);
        var text = Order("NW", OrderScene.At(), set, "홍^길동").Replace("Chest CT", "흉부 촬영");
        if (designated) text = text.Replace("홍^길동", "\u001B$)C홍^\u001B$)C길동");
        Assert.Contains("MSA|AA|", await SayAsync(line, text, encoding));
        var item = Assert.Single(await scene.ListAsync());
        Assert.Equal(("홍^길동", "흉부 촬영"), (item.GetProperty("patient").GetProperty("name").GetString(), item.GetProperty("procedure").GetString()));
    }

    [Fact]
    public async Task Strangers_foreign_facilities_other_messages_and_broken_bytes_are_refused_and_nothing_is_kept()
    {
        await using var scene = await OrderScene.OpenAsync();
        var good = Order("NW", OrderScene.At());
        foreach (var (bad, answer) in new[]
        {
            (good.Replace("|ROOM1|AAA|", "|NOBODY|AAA|"), "MSA|AR|"),
            (good.Replace("|ROOM1|AAA|", "|ROOM1|BBB|"), "MSA|AR|"),
            (good.Replace("ORM^O01^ORM_O01", "ADT^A01"), "MSA|AR|"),
            (good.Replace("UNICODE UTF-8", "BIG-5"), "MSA|AR|"),
            (good.Replace("ORC|NW", "ORC|ZZ"), "MSA|AE|"),
            (good.Replace("|CT|", "||"), "MSA|AE|"),
            (good + "ORC|NW|PL-2\r", "MSA|AE|"),
            ("MSH|^~\\&", "MSA|AR|"),
            ("nonsense that is long enough", "MSA|AR|"),
        })
        {
            using var line = await ConnectAsync(scene);
            var said = await SayAsync(line, bad, Encoding.UTF8);
            Assert.True(said.Contains(answer), $"{bad.Split('\r')[0]}: {said}");
        }
        using (var line = await ConnectAsync(scene)) Assert.Contains("MSA|AR|", await SayAsync(line, Encoding.Latin1.GetBytes(good.Replace("GILDONG", "\u00FF\u00FE"))));
        Assert.Empty(await scene.ListAsync());
    }

    [Fact]
    public async Task What_is_no_frame_or_too_long_ends_its_line_and_no_other()
    {
        await using var scene = await OrderScene.OpenAsync();
        using var honest = await ConnectAsync(scene);
        foreach (var bytes in new[] { Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"), [0x0B, .. new byte[Mllp.LongestMessage + 4096]] })
        {
            using var line = await ConnectAsync(scene);
            try
            {
                await line.GetStream().WriteAsync(bytes);
                Assert.Equal(0, await line.GetStream().ReadAsync(new byte[1]));
            }
            catch (IOException)
            {
                // Reset while we still wrote: ended too.
            }
        }
        Assert.Contains("MSA|AA|", await SayAsync(honest, Order("NW", OrderScene.At()), Encoding.UTF8));
    }

    [Theory]
    [InlineData(1000, 500, null)]
    [InlineData(1001, 2, "More than 1000 segments")]
    [InlineData(2, 501, "A segment has more than 500 fields")]
    public void Segments_and_fields_have_their_limits(int segments, int fields, string? refusal)
    {
        var text = "MSH|^~\\&|A|B\r" + string.Concat(Enumerable.Repeat("NTE|1\r", segments - 2)) + "ZZZ" + new string('|', fields - 1) + "\r";
        if (refusal is null) Assert.Equal(segments - 2, Hl7Message.Parse(text).Count("NTE"));
        else Assert.Equal(refusal, Assert.Throws<Hl7Exception>(() => Hl7Message.Parse(text)).Message);
    }

    [Fact]
    public async Task More_lines_than_the_limit_wait_for_one_to_end()
    {
        await using var scene = await OrderScene.OpenAsync();
        var lines = new List<TcpClient>();
        try
        {
            for (var i = 0; i < MllpListener.MostConnections; i++)
            {
                lines.Add(await ConnectAsync(scene));
                Assert.Contains("MSA|AR|", await SayAsync(lines[^1], "MSH|^~\\&", Encoding.ASCII)); // it is served
            }
            using var waiting = await ConnectAsync(scene);
            var answer = SayAsync(waiting, "MSH|^~\\&", Encoding.ASCII);
            Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(500)));
            lines[0].Dispose();
            Assert.Contains("MSA|AR|", await answer.WaitAsync(TimeSpan.FromSeconds(60)));
        }
        finally
        {
            lines.ForEach(line => line.Dispose());
        }
    }

    [Fact]
    public void Escapes_repetitions_and_times_are_read_as_written()
    {
        var message = Hl7Message.Parse("MSH|^~\\&|A|B\rPID|||1^^^X~2||x\\T\\y\\S\\z\\F\\\\E\\\\X41\\^second\r");
        Assert.Equal(["1", "2"], message.Texts("PID", 3));
        Assert.Equal(("x&y^z|\\A", "second", ""), (message.Text("PID", 5), message.Text("PID", 5, 2), message.Text("ZZZ", 1)));
        var seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 1, 30, 0, TimeSpan.Zero), Hl7Message.Time("202611221030", seoul));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 30, 0, TimeSpan.Zero), Hl7Message.Time("20261122103000.123+0000", seoul));
        Assert.Null(Hl7Message.Time("2026", seoul));
        Assert.Null(Hl7Message.Time("20261345", seoul));
    }

    private static string Order(string control, DateTimeOffset at, string set = "UNICODE UTF-8", string? name = null) => string.Join('\r',
        $"MSH|^~\\&|ROOM1|AAA|PANDOK||{at:yyyyMMddHHmmss}||ORM^O01^ORM_O01|MSG-{control}|P|2.5||||||{set}",
        $"PID|1||DEMO-5^^^HOSP||{name ?? "HONG^GILDONG^^^^^L^A~홍^길동^^^^^L^P"}||19700131|F",
        $"ORC|{control}|PL-1^HIS||||||",
        $"OBR|1|PL-1||CTCHEST^Chest CT^L||||||||||||DOC^DEMO^REFERRER||ACC-5|||ROOM1|||CT|||^^^{at.UtcDateTime:yyyyMMddHHmm}+0000^^S|", "");

    private static async Task<TcpClient> ConnectAsync(OrderScene scene)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", scene.Server.Services.GetRequiredService<MllpListener>().Port);
        return client;
    }

    private static Task<string> SayAsync(TcpClient line, string message, Encoding encoding) => SayAsync(line, encoding.GetBytes(message));

    private static async Task<string> SayAsync(TcpClient line, byte[] message)
    {
        var stream = line.GetStream();
        await stream.WriteAsync(new byte[] { 0x0B }.Concat(message).Concat(new byte[] { 0x1C, 0x0D }).ToArray());
        var answer = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != 0x1C) answer.Add(one[0]);
        await stream.ReadExactlyAsync(one);
        return Encoding.UTF8.GetString([.. answer]);
    }
}
