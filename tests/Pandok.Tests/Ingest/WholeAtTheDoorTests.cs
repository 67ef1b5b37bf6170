using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Pandok.Dicom.Data;
using Pandok.Ingest;
using Pandok.Studies;
using Pandok.Tests.Devices;

namespace Pandok.Tests.Ingest;

/// <summary>Instances that are read whole before anything of them is kept: nothing of one that broke off stays, a full disk is told, and it never lies open.</summary>
public sealed class WholeAtTheDoorTests
{
    [Theory, InlineData(1 << 10), InlineData(9_500_000)]
    public async Task A_line_that_dies_in_the_middle_leaves_nothing(int at)
    {
        await using var scene = await DoorScene.OpenAsync();
        var file = await LargeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => scene.ReceiveAsync(new BreakingStream(file, at, () => throw new IOException("The line is gone.", new SocketException()))));
        Assert.Empty(scene.FilesIn("scratch", "objects", "quarantine"));
        Assert.Empty(await scene.HeldAsync());
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(file));
    }

    [Fact]
    public async Task Whoever_stops_in_the_middle_leaves_nothing_and_while_it_waits_the_scratch_has_no_name()
    {
        await using var scene = await DoorScene.OpenAsync();
        using var stop = new CancellationTokenSource();
        var seen = -1;
        var source = new BreakingStream(await LargeAsync(), 9_500_000, () =>
        {
            seen = scene.FilesIn("scratch").Count;
            stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.ReceiveAsync(source, stop.Token));
        Assert.Equal(0, seen);
        Assert.True(Directory.Exists(Path.Combine(scene.Data, "scratch")), "The object was too small to reach the disk");
        Assert.Empty(scene.FilesIn("scratch", "objects", "quarantine"));
    }

    [Fact]
    public async Task An_object_that_ends_early_is_refused_and_leaves_nothing()
    {
        await using var scene = await DoorScene.OpenAsync();
        Assert.IsType<ReceiveOutcome.Unreadable>(await scene.ReceiveAsync(DoorScene.Planted("us-cine")[..^1000]));
        Assert.Empty(scene.FilesIn("scratch", "objects", "quarantine"));
    }

    [Fact]
    public async Task A_full_disk_below_the_scratch_is_told_to_every_sender()
    {
        using var small = new TemporaryFolder();
        var (mounted, why) = await Peer.RunAsync("/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.Path);
        if (mounted != 0) Assert.Skip($"NOT TESTED: a small disk cannot be mounted here ({why.Trim()}).");
        try
        {
            await using var scene = await DoorScene.OpenAsync();
            Directory.CreateSymbolicLink(Path.Combine(scene.Data, "scratch"), small.Path);
            var file = await LargeAsync();
            var said = await scene.StorescuAsync(file, "-xe");
            Assert.Contains("OutOfResources", said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("(Success)", said, StringComparison.Ordinal);
            var (status, body, _) = await scene.StowAsync(file);
            Assert.Equal(HttpStatusCode.InsufficientStorage, status);
            Assert.Contains("42752", body, StringComparison.Ordinal); // A700H
            Assert.Empty(scene.FilesIn("scratch", "objects", "quarantine"));
            Assert.Equal(0, await scene.Server.WithDatabaseAsync(db => db.Set<Study>().CountAsync()));

            Assert.Equal(0, (await Peer.RunAsync("/bin/mount", "-o", "remount,size=100m", small.Path)).Code);
            Assert.Contains("(Success)", await scene.StorescuAsync(file, "-xe"));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            await Peer.RunAsync("/bin/umount", "-l", small.Path);
        }
    }

    // Eleven megabytes of ultrasound without text: more than a scratch keeps in memory.
    private static async Task<byte[]> LargeAsync()
    {
        var small = await DoorScene.ChangedAsync(DoorScene.Planted("us-cine"), set => set.Set(Tags.NumberOfFrames, Vr.IS, "12").SetIntegers(Tags.Rows, Vr.US, 900).SetIntegers(Tags.Columns, Vr.US, 1024).Remove(new Tag(0x00186011)));
        var head = await DoorScene.HeaderAsync(small);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        Pandok.Dicom.Files.DicomWriter.WriteFileHead(bytes, head.DataSet, head.Syntax);
        Pandok.Dicom.Files.DicomWriter.WriteDataSet(bytes, head.DataSet, head.Syntax);
        Pandok.Dicom.Files.DicomWriter.WritePixelDataHead(bytes, head.Pixels!.Value with { Length = 12 * 900 * 1024 }, head.Syntax);
        return [.. bytes.WrittenSpan, .. new byte[12 * 900 * 1024]];
    }

    private sealed class BreakingStream(byte[] bytes, int at, Action then) : Stream
    {
        private int position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (position >= at) then();
            var count = Math.Min(buffer.Length, (position < at ? at : bytes.Length) - position);
            bytes.AsSpan(position, count).CopyTo(buffer);
            position += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Read(buffer.Span);
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
