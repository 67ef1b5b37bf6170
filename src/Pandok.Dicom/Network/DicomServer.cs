using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Pandok.Dicom.Network;

/// <summary>
/// A DICOM service provider (PS3.8): listens, and runs every connection as one task. Verification is answered here, everything else goes to the handler.
/// </summary>
public sealed class DicomServer : IAsyncDisposable
{
    private readonly DicomServerOptions options;
    private readonly DicomServerHandler handler;
    private readonly AssociationSlots slots;
    private readonly Socket listener;
    private readonly CancellationTokenSource listening = new();
    private readonly CancellationTokenSource aborting = new();
    private readonly ConcurrentDictionary<long, Task> running = new();
    private readonly ConcurrentDictionary<long, PduConnection> connections = new();
    private readonly Task accepting;
    private int open;
    private int disposed;

    private DicomServer(DicomServerOptions options, DicomServerHandler handler)
    {
        (this.options, this.handler) = (options, handler);
        slots = new AssociationSlots(options.MaxAssociations);
        listener = new Socket(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (options.Listen.Address.Equals(IPAddress.IPv6Any)) listener.DualMode = true;
            listener.Bind(options.Listen);
            listener.Listen(128);
        }
        catch (SocketException)
        {
            listener.Dispose();
            throw;
        }
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>TCP connections that are open now.</summary>
    public int OpenConnections => Volatile.Read(ref open);

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public static DicomServer Start(DicomServerOptions options, DicomServerHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options.Check();
        return new DicomServer(options, handler);
    }

    /// <summary>
    /// Stops in order: no new connections; idle associations are ended by A-ABORT, messages under way are answered first. When <paramref name="hard"/> is cancelled those are aborted too.
    /// Returns when the last connection ended.
    /// </summary>
    public async Task StopAsync(CancellationToken hard)
    {
        await listening.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        foreach (var connection in connections.Values) connection.RequestEnd();
        using var registration = hard.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), aborting);
        await Task.WhenAll(running.Values).ConfigureAwait(false);
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        listening.Dispose();
        aborting.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (var id = 0L; !listening.IsCancellationRequested; id++)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(listening.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A connection that died in the queue, or no descriptors left: listening goes on.
                await Task.Delay(TimeSpan.FromMilliseconds(50), options.Time, CancellationToken.None).ConfigureAwait(false);
                continue;
            }
            if (Interlocked.Increment(ref open) > options.MaxConnections)
            {
                Interlocked.Decrement(ref open);
                socket.Dispose();
                continue;
            }
            var number = id;
            var run = Task.Run(() => RunAsync(number, socket), CancellationToken.None);
            running[number] = run;
            if (run.IsCompleted) running.TryRemove(number, out _);
        }
    }

    private async Task RunAsync(long id, Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            var remote = socket.RemoteEndPoint!;
            var stream = await OpenAsync(socket).ConfigureAwait(false);
            var connection = new PduConnection(socket, stream, options.Limits, options.Time, aborting.Token);
            connections[id] = connection;
            if (listening.IsCancellationRequested) connection.RequestEnd();
            await new ProviderAssociation(connection, remote, options, handler, slots).RunAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
        {
            // The connection broke before it was one, or its TLS handshake failed.
            handler.Ended(null, fault as AssociationAbortedException ?? AssociationAbortedException.Vanished("No connection came about", fault));
        }
        finally
        {
            socket.Dispose();
            connections.TryRemove(id, out _);
            Interlocked.Decrement(ref open);
            running.TryRemove(id, out _);
        }
    }

    private async ValueTask<Stream> OpenAsync(Socket socket)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (options.Tls is not { } tls) return plain;
        var secure = new SslStream(plain);
        using var artim = new CancellationTokenSource(options.Limits.Artim, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(artim.Token, aborting.Token);
        try
        {
            await secure.AuthenticateAsServerAsync(tls, both.Token).ConfigureAwait(false);
            return secure;
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw new AssociationAbortedException(AbortCause.NotSecured, $"TLS did not come about: {fault.Message}", inner: fault);
        }
    }
}
