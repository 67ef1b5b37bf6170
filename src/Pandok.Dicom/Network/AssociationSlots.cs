namespace Pandok.Dicom.Network;

// How many associations may be open at once.
internal sealed class AssociationSlots(int limit)
{
    private int taken;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref taken) <= limit) return true;
        Interlocked.Decrement(ref taken);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref taken);
}
