using NodaTime;

namespace Kept.Keys;

/// <summary>An organisation whose programs work with ours: another council, a contractor, a site where people report.</summary>
internal sealed class Partner
{
    private Partner()
    {
    }

    /// <param name="madeBy">Null where the command line or the demo made it.</param>
    public Partner(long id, string name, string mail, long? madeBy, Instant now) =>
        (Id, Name, Mail, MadeById, MadeAt) = (id, name, mail, madeBy, now);

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Of the person to write to when something is wrong.</summary>
    public string Mail { get; private set; } = "";

    public long? MadeById { get; private set; }

    public Instant MadeAt { get; private set; }
}
