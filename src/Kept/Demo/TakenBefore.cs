using Dapper;
using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Demo;

/// <summary>What may be there only once, and is there already: references, booked places, confirmed addresses.</summary>
internal sealed class TakenBefore
{
    private readonly Dictionary<(string Service, Instant Start), int> places = [];

    private TakenBefore()
    {
    }

    public HashSet<ulong> References { get; } = [];

    /// <summary>Keys of mail addresses.</summary>
    public HashSet<string> Confirmed { get; } = new(StringComparer.Ordinal);

    public static async Task<TakenBefore> ReadAsync(KeptDb db, CancellationToken cancellationToken)
    {
        var taken = new TakenBefore();
        await foreach (var reference in db.Cases.AsNoTracking().Select(c => c.Reference).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            taken.References.Add(NumberOf(reference));
        }

        await foreach (var key in db.ConfirmedAddresses.AsNoTracking().Select(address => address.AddressKey).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            taken.Confirmed.Add(key);
        }

        var booked = await db.Database.GetDbConnection().QueryAsync<(string Service, Instant Start, int Place)>(
            "SELECT service_code, slot_start, CAST(max(place_number) AS integer) FROM bookings GROUP BY service_code, slot_start");
        foreach (var (service, start, place) in booked)
        {
            taken.places[(service, start)] = place;
        }

        return taken;
    }

    public int PlacesIn(string service, Instant start) => places.GetValueOrDefault((service, start));

    /// <summary>The number of the next place.</summary>
    public int TakePlace(string service, Instant start) => places[(service, start)] = PlacesIn(service, start) + 1;

    /// <summary>Small enough to keep millions of them.</summary>
    public static ulong NumberOf(Reference reference) => reference.Value.Aggregate(
        0UL, (number, character) => (number * (ulong)Reference.Alphabet.Length) + (ulong)Reference.Alphabet.IndexOf(character, StringComparison.Ordinal));
}
