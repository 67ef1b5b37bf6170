using System.Diagnostics;
using System.Globalization;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Isolation;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Decoding in processes of its own: same samples, and nothing that happens there ends this process or stays behind.</summary>
public sealed class DecoderIsolationTests
{
    private static readonly PixelLayout Layout = new(61, 73);
    private static readonly byte[] Samples = Pictures.Smooth(Layout, 7);
    private static readonly byte[] Sound = FrameEncoder.Encode(Syntax.Htj2kLosslessRpcl, Samples, Layout).Code.ToArray();

    internal static ProcessStartInfo Decoder() => new(Path.Combine(AppContext.BaseDirectory, "Pandok.Fuzz"), ["decoder-process"]);

    [Fact]
    public void Frames_come_back_as_they_do_without_and_so_do_faults()
    {
        using var pool = new DecoderPool(Decoder, new IsolationOptions { Workers = 1 });
        var here = FrameDecoder.DecodeFrame(Syntax.Htj2kLosslessRpcl, Sound, Layout);
        for (var round = 0; round < 3; round++)
        {
            var there = pool.Decode(Sound, Layout, 0);
            Assert.Equal(Samples, there.Samples);
            Assert.Equal((here.Layout, here.IsIrreversible), (there.Layout, there.IsIrreversible));
        }
        Assert.Equal((31, 37), (pool.Decode(Sound, Layout, 1).Layout.Rows, pool.Decode(Sound, Layout, 1).Layout.Columns));
        var fault = Assert.Throws<CodecException>(() => pool.Decode(Sound.AsSpan(0, Sound.Length / 2), Layout, 0));
        Assert.Equal(CodecFault.Malformed, fault.Code);
        Assert.Equal(Samples, pool.Decode(Sound, Layout, 0).Samples);
    }

    [Fact]
    public void Code_that_ends_its_decoder_is_a_typed_fault_and_the_next_frame_has_a_new_one()
    {
        using var pool = new DecoderPool(Decoder, new IsolationOptions { Workers = 1 });
        var input = File.ReadAllBytes(Path.Combine(SharedData.Repository, "tests", "fuzz", "corpus", "jpeg-2000", "finding-mel-init.bin"));
        var layout = new PixelLayout(input[0], input[1], (input[2] & 2) == 0 ? 1 : 3, (input[2] & 1) == 0 ? 8 : 16);
        for (var round = 0; round < 2; round++)
        {
            var fault = Assert.Throws<CodecException>(() => pool.Decode(input.AsSpan(3), layout, 0));
            Assert.Equal(CodecFault.DecoderFailed, fault.Code);
            Assert.Contains("mel_init", fault.Message, StringComparison.Ordinal);
            Assert.Equal(Samples, pool.Decode(Sound, Layout, 0).Samples);
        }
    }

    [Fact]
    public async Task Many_threads_share_few_processes()
    {
        using var pool = new DecoderPool(Decoder, new IsolationOptions { Workers = 2 });
        await Parallel.ForAsync(0, 40, (_, _) =>
        {
            Assert.Equal(Samples, pool.Decode(Sound, Layout, 0).Samples);
            return ValueTask.CompletedTask;
        });
    }

    [Theory]
    [InlineData("sleep", "60"), InlineData("yes", ""), InlineData("true", ""), InlineData("/nothing/here", "")]
    public void A_program_that_is_no_decoder_is_a_typed_fault(string program, string argument)
    {
        using var pool = new DecoderPool(() => new ProcessStartInfo(program, argument), new IsolationOptions { Timeout = TimeSpan.FromSeconds(1) });
        Assert.Equal(CodecFault.DecoderFailed, Assert.Throws<CodecException>(() => pool.Decode(Sound, Layout, 0)).Code);
    }

    [Fact]
    public void A_decoder_that_takes_too_long_is_ended()
    {
        using var process = new DecoderProcess(Decoder(), new IsolationOptions { Timeout = TimeSpan.FromSeconds(5) });
        Stop(process.Id);
        var began = Stopwatch.GetTimestamp();
        var fault = Assert.Throws<CodecException>(() => process.Decode(Sound, Layout, 0));
        Assert.Equal(CodecFault.DecoderFailed, fault.Code);
        Assert.Contains("more than 5 s", fault.Message, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 4.5, 60);
        Assert.False(process.IsSound);
    }

    [Fact]
    public void A_frame_for_which_the_memory_does_not_suffice_is_a_typed_fault()
    {
        var layout = new PixelLayout(4096, 4096);
        var code = FrameEncoder.Encode(Syntax.Htj2kLosslessRpcl, new byte[layout.FrameLength], layout).Code;
        using var pool = new DecoderPool(Decoder, new IsolationOptions { Workers = 1, MemoryBytes = 100 << 20 });
        var fault = Assert.Throws<CodecException>(() => pool.Decode(code.Span, layout, 0));
        Assert.True(fault.Code is CodecFault.TooLarge or CodecFault.Malformed or CodecFault.DecoderFailed, fault.Message);
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault.Code}: {fault.Message}");
        Assert.Equal(Samples, pool.Decode(Sound, Layout, 0).Samples);
    }

    [Fact]
    public async Task No_decoder_outlives_a_parent_that_was_killed()
    {
        if (!File.Exists("/usr/bin/python3")) Assert.Skip("NOT TESTED: python3 is not installed");
        const string Script = "import subprocess, sys, time; p = subprocess.Popen([sys.argv[1], 'decoder-process'], stdin=subprocess.PIPE); print(p.pid, flush=True); time.sleep(60)";
        using var parent = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, Decoder().FileName]) { RedirectStandardOutput = true })!;
        var child = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await Task.Delay(500);
        Assert.True(IsRunning(child));
        parent.Kill(); // SIGKILL
        for (var tries = 0; tries < 600 && IsRunning(child); tries++) await Task.Delay(100);
        Assert.False(IsRunning(child));
    }

    [Fact]
    public async Task Processes_that_were_ended_are_no_zombies()
    {
        var process = new DecoderProcess(Decoder(), new IsolationOptions());
        var id = process.Id;
        process.Dispose();
        for (var tries = 0; tries < 600 && Directory.Exists($"/proc/{id}"); tries++) await Task.Delay(100);
        Assert.False(Directory.Exists($"/proc/{id}"));
    }

    private static bool IsRunning(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Stop(int id)
    {
        using var kill = Process.Start("/bin/kill", ["-STOP", id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
