using System.Threading.Channels;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// An operation or notification that we invoked and whose responses are awaited. MessagePump puts them in, whoever invoked it takes them out.
internal sealed class Invocation(PduConnection connection, TimeProvider time, ushort messageId, ushort field)
{
    // A consumer that is slow slows the pump, and with it the peer: no more responses are held.
    private readonly Channel<(DataSet Command, DataSet? DataSet)> responses = Channel.CreateBounded<(DataSet, DataSet?)>(new BoundedChannelOptions(64) { SingleWriter = true });

    public ushort MessageId { get; } = messageId;

    public ushort Field { get; } = field;

    public ValueTask DeliverAsync(DataSet command, DataSet? dataSet) => responses.Writer.WriteAsync((command, dataSet), connection.Ended);

    public void Complete() => responses.Writer.TryComplete();

    // The next response. A peer that is silent for so long fails the connection; the time that we ourselves need does not count.
    public async ValueTask<(DataSet Command, DataSet? DataSet)> NextAsync(TimeSpan within, CancellationToken stop)
    {
        for (var left = within; ;)
        {
            if (responses.Reader.TryRead(out var response)) return response;
            try
            {
                if (!await responses.Reader.WaitToReadAsync(CancellationToken.None).AsTask().WaitAsync(left, time, stop).ConfigureAwait(false))
                    throw connection.Fault ?? connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "The association is over"));
            }
            catch (TimeoutException)
            {
                var silence = connection.Reader.Silence;
                if (silence >= within) throw connection.Fail(new AssociationAbortedException(AbortCause.TimedOut, "The peer took too long to respond"));
                left = within - silence;
            }
        }
    }

    // The only response there is.
    public async ValueTask<DimseStatus> StatusAsync(TimeSpan within, CancellationToken stop) => CommandSet.Status((await NextAsync(within, stop).ConfigureAwait(false)).Command);
}
