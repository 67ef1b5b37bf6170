using System.Security.Cryptography;
using System.Text;
using Pandok.Platform;
using Pandok.Platform.Objects;

namespace Pandok.Tests.Platform;

public sealed class ObjectFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pandok-objects-").FullName;
    private readonly ObjectFiles objects;

    public ObjectFilesTests() => objects = new ObjectFiles(new PandokOptions { Data = folder });

    [Fact]
    public async Task Bytes_have_no_name_until_they_are_published_and_their_hash_is_that_of_the_bytes()
    {
        var bytes = Encoding.UTF8.GetBytes("an object");
        await using (var written = await objects.WriteAsync(async (to, stop) => await to.WriteAsync(bytes, stop), default))
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), written.Sha256);
            Assert.Throws<DirectoryNotFoundException>(() => objects.Open("ab/study/one.dcm"));
            Assert.Equal(new StoredObject("ab/study/one.dcm", bytes.Length, written.Sha256), written.Publish("ab/study/one.dcm"));
        }
        await using var read = objects.Open("ab/study/one.dcm");
        Assert.Equal("an object", await new StreamReader(read).ReadToEndAsync());
        Assert.Empty(Partials());
    }

    [Fact]
    public async Task A_write_that_fails_or_is_not_published_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => objects.WriteAsync(async (to, stop) =>
        {
            await to.WriteAsync(new byte[100_000], stop);
            throw new InvalidOperationException();
        }, default));
        await (await objects.WriteAsync((to, stop) => to.WriteAsync(new byte[10], stop).AsTask(), default)).DisposeAsync();
        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_swept_and_whole_objects_stay()
    {
        await using var written = await objects.WriteAsync((to, stop) => to.WriteAsync(new byte[10], stop).AsTask(), default);
        written.Publish("ab/study/one.dcm");
        await File.WriteAllBytesAsync(Path.Combine(folder, "objects", "incoming", "half.partial"), new byte[5]);
        Assert.Equal(1, objects.Sweep());
        Assert.Empty(Partials());
        objects.Open("ab/study/one.dcm").Dispose();
    }

    [Theory]
    [InlineData("../outside.dcm")]
    [InlineData("a/../../outside.dcm")]
    [InlineData("/etc/outside.dcm")]
    public async Task A_key_cannot_leave_the_store(string key)
    {
        await using var written = await objects.WriteAsync((to, stop) => to.WriteAsync(new byte[10], stop).AsTask(), default);
        Assert.Throws<ArgumentException>(() => written.Publish(key));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string[] Partials() => Directory.GetFiles(folder, "*.partial", SearchOption.AllDirectories);
}
