using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Pandok.Platform;

namespace Pandok.Orders.Hl7;

/// <summary>
/// Listens for HL7 messages if a port is configured. Plain MLLP proves nobody's identity and hides nothing: the address is loopback unless told otherwise,
/// and belongs behind a tunnel or into a closed network.
/// </summary>
internal sealed class MllpListener(PandokOptions options, IServiceScopeFactory scopes, TimeProvider time, ILogger<MllpListener> log) : IHostedLifecycleService, IDisposable
{
    public const int MostConnections = 32;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim free = new(MostConnections);
    private Socket? listener;
    private Task accepting = Task.CompletedTask;

    /// <summary>The port it listens on; 0 if it does not.</summary>
    public int Port => (listener?.LocalEndPoint as IPEndPoint)?.Port ?? 0;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Hl7Port is not { } port) return Task.CompletedTask;
        var address = IPAddress.Parse(options.Hl7Address);
        listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen(MostConnections);
        log.Hl7Listening(Port);
        accepting = AcceptAsync(listener);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        listener?.Dispose();
        await accepting;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        listener?.Dispose();
        stopping.Dispose();
        free.Dispose();
    }

    private async Task AcceptAsync(Socket on)
    {
        var open = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await free.WaitAsync(stopping.Token);
                var socket = await on.AcceptAsync(stopping.Token);
                open.RemoveAll(task => task.IsCompleted);
                open.Add(Task.Run(() => ServeAsync(socket)));
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
            {
                break;
            }
            catch (SocketException)
            {
                // A connection that died in the queue.
                free.Release();
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, CancellationToken.None);
            }
        }
        await Task.WhenAll(open);
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var pipe = PipeReader.Create(stream);
            while (true)
            {
                using var silence = new CancellationTokenSource(Idle, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, stopping.Token);
                if (await Mllp.ReadAsync(pipe, either.Token) is not { } bytes) return;
                await stream.WriteAsync(Mllp.Frame(await AnswerAsync(bytes)), either.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or OperationCanceledException)
        {
            log.Hl7LineEnded(fault.GetType().Name);
        }
        finally
        {
            free.Release();
        }
    }

    private async Task<byte[]> AnswerAsync(byte[] bytes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var door = scope.ServiceProvider.GetRequiredService<Hl7Door>();
        try
        {
            var message = Hl7Message.Parse(Hl7Charset.Decode(bytes));
            return Hl7Charset.For(message.Text("MSH", 18)).GetBytes(await door.AnswerAsync(message, stopping.Token));
        }
        catch (Hl7Exception unreadable)
        {
            return Hl7Charset.For("").GetBytes(door.Refuse(unreadable.Message));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The sender keeps the message and tries again; the fault's words might hold a value.
            log.Hl7Failed(fault.GetType().Name);
            return Hl7Charset.For("").GetBytes(door.Refuse("The message could not be kept; send it again later"));
        }
    }
}
