using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Texts;

namespace Kept.Demo;

/// <summary>Somebody who lives in the demo council.</summary>
internal sealed record Resident(string Name, string? Mail, string? Phone, Place Home, string Language);

/// <summary>
/// The people who live there, each made from their number alone, so that none has to be remembered: the same number is
/// the same person with the same street and mail address.
/// </summary>
internal sealed class Residents
{
    private static readonly string[] MailServices = ["example.org", "example.com", "example.net", "post.example", "mail.example"];

    private readonly int seed;
    private readonly int count;
    private readonly Streets streets;
    private readonly (string Language, NamesOfPeople Names)[] peoples;
    private readonly double[] shares;

    /// <param name="count">How many there are.</param>
    public Residents(int seed, int count, Streets streets, TextLibrary texts)
    {
        (this.seed, this.count, this.streets) = (seed, Math.Max(count, 1), streets);
        peoples = [.. DemoData.People().Where(people => texts.Has(people.Key)).Select(people => (people.Key, people.Value))];
        shares = [.. peoples.Select(people => people.Names.Share)];
    }

    /// <summary>One of them: some get in touch often, most once.</summary>
    public Resident Any(Dice dice) => Of((int)(Math.Pow(dice.Share(), 1.6) * count));

    private Resident Of(int number)
    {
        var own = new Dice(HashCode(number));
        var (language, names) = peoples[own.Weighted(shares)];
        var (first, last) = (own.Pick(names.First), own.Pick(names.Last));
        var mail = $"{CaseWords.Folded(first)}.{CaseWords.Folded(last)}{(own.Chance(0.4) ? "" : own.Between(1, 99))}{number % 1000:000}@{own.Pick(MailServices)}";
        var phone = own.Chance(0.8) ? $"07700 9{own.Between(0, 9)}{own.Between(0, 9)} {own.Between(0, 999):000}" : $"01632 960 {own.Between(0, 999):000}";
        return new Resident($"{first} {last}", own.Chance(0.9) ? mail : null, own.Chance(0.7) ? phone : null, streets.House(own), language);
    }

    private int HashCode(int number)
    {
        var mixed = unchecked(((ulong)(uint)seed << 32 | (uint)number) * 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9);
        return (int)(mixed >> 33);
    }
}
