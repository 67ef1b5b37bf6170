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
            Assert.Equal(new StoredObject("ab/study/one.dcm", bytes.Length, written.Sha256), written.As("ab/study/one.dcm"));
            await written.PublishAsync("ab/study/one.dcm");
            await written.PublishAsync("ab/study/one.dcm");
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
        await written.PublishAsync("ab/study/one.dcm");
        await File.WriteAllBytesAsync(Path.Combine(folder, "objects", "incoming", "half.partial"), new byte[5]);
        Assert.Equal(1, objects.Sweep());
        Assert.Empty(Partials());
        objects.Open("ab/study/one.dcm").Dispose();
    }

    [Fact]
    public async Task Over_half_an_object_that_a_crash_left_under_the_name_the_whole_one_is_put()
    {
        Directory.CreateDirectory(Path.Combine(folder, "objects", "ab", "study"));
        await File.WriteAllTextAsync(Path.Combine(folder, "objects", "ab", "study", "one.dcm"), "ha");
        await using (var written = await objects.WriteAsync((to, stop) => to.WriteAsync("whole"u8.ToArray(), stop).AsTask(), default))
        {
            await written.PublishAsync("ab/study/one.dcm");
        }
        Assert.Equal("whole", await File.ReadAllTextAsync(Path.Combine(folder, "objects", "ab", "study", "one.dcm")));
        Assert.Empty(Partials());
    }

    [Fact]
    public async Task An_object_is_whole_while_it_is_put_under_one_name_by_many()
    {
        var bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            await using var written = await objects.WriteAsync((to, stop) => to.WriteAsync(bytes, stop).AsTask(), default);
            await written.PublishAsync("ab/study/one.dcm");
            Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(folder, "objects", "ab", "study", "one.dcm")));
        })));
        Assert.Empty(Partials());
    }

    [Theory]
    [InlineData("../outside.dcm")]
    [InlineData("a/../../outside.dcm")]
    [InlineData("/etc/outside.dcm")]
    public async Task A_key_cannot_leave_the_store(string key)
    {
        await using var written = await objects.WriteAsync((to, stop) => to.WriteAsync(new byte[10], stop).AsTask(), default);
        await Assert.ThrowsAsync<ArgumentException>(() => written.PublishAsync(key));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string[] Partials() => Directory.GetFiles(folder, "*.partial", SearchOption.AllDirectories);
}
