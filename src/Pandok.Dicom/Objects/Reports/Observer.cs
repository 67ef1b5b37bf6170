namespace Pandok.Dicom.Objects.Reports;

/// <summary>Who or what observed (PS3.16 TID 1002): a closed set.</summary>
public abstract record Observer
{
    private Observer()
    {
    }

    /// <summary>A person (TID 1003).</summary>
    /// <param name="Name">In the form of PN.</param>
    /// <param name="Organization">Null if not told.</param>
    public sealed record Person(string Name, string? Organization = null) : Observer;

    /// <summary>A device or program (TID 1004).</summary>
    /// <param name="Uid">Of this installation.</param>
    /// <param name="Name">Such as the analyzer's.</param>
    public sealed record Device(string Uid, string Name) : Observer
    {
        /// <summary>Manufacturer.</summary>
        public string? Manufacturer { get; init; }

        /// <summary>Model name.</summary>
        public string? Model { get; init; }
    }

    internal IEnumerable<ContentItem> ToItems()
    {
        const Relationship context = Relationship.HasObservationContext;
        switch (this)
        {
            case Person person:
                yield return new CodeItem(context, Codes.ObserverType, Codes.Person);
                yield return new PersonItem(context, Codes.PersonObserverName, person.Name);
                if (person.Organization is { } organization) yield return new TextItem(context, Codes.PersonObserverOrganization, organization);
                break;
            case Device device:
                yield return new CodeItem(context, Codes.ObserverType, Codes.Device);
                yield return new UidItem(context, Codes.DeviceObserverUid, device.Uid);
                yield return new TextItem(context, Codes.DeviceObserverName, device.Name);
                if (device.Manufacturer is { } manufacturer) yield return new TextItem(context, Codes.DeviceObserverManufacturer, manufacturer);
                if (device.Model is { } model) yield return new TextItem(context, Codes.DeviceObserverModelName, model);
                break;
        }
    }

    // Observers follow each other in one level: an Observer Type, or without one a name (the type defaults to person), starts the next.
    internal static IReadOnlyList<Observer> From(ContentItem holder)
    {
        var observers = new List<Observer>();
        foreach (var item in holder.Children.Where(child => child.Relationship == Relationship.HasObservationContext))
        {
            switch (item)
            {
                case PersonItem person when Codes.PersonObserverName.IsSame(person.Concept): observers.Add(new Person(person.Name)); break;
                case TextItem text when Codes.PersonObserverOrganization.IsSame(text.Concept) && observers is [.., Person last]: observers[^1] = last with { Organization = text.Text }; break;
                case UidItem uid when Codes.DeviceObserverUid.IsSame(uid.Concept): observers.Add(new Device(uid.Uid, string.Empty)); break;
                case TextItem text when observers is [.., Device last]:
                    if (Codes.DeviceObserverName.IsSame(text.Concept)) observers[^1] = last with { Name = text.Text };
                    else if (Codes.DeviceObserverManufacturer.IsSame(text.Concept)) observers[^1] = last with { Manufacturer = text.Text };
                    else if (Codes.DeviceObserverModelName.IsSame(text.Concept)) observers[^1] = last with { Model = text.Text };
                    break;
            }
        }
        return observers;
    }
}
