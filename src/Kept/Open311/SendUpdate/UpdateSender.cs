using Kept.Domain.Cases;
using Kept.Open311.Formats;

namespace Kept.Open311.SendUpdate;

/// <summary>Who wrote an update, as the program that sends it says: for staff alone.</summary>
internal sealed record UpdateSender(string? Name, string? Mail)
{
    public const int Longest = 300;

    /// <summary>Null where the form does not say.</summary>
    public static UpdateSender? Read(GeoFields form)
    {
        var name = Plain(string.Join(' ', new[] { form.One("first_name"), form.One("last_name") }.OfType<string>()));
        var mail = Plain(form.One("email") ?? "");
        return (name ?? mail) is null ? null : new UpdateSender(name, mail);
    }

    /// <summary>The person whose case it is: then there is nothing to add.</summary>
    public bool Is(Follower? reporter) => reporter is not null
        && (Mail is null ? Same(Name, reporter.Name) : Same(Mail, reporter.Mail));

    public override string ToString() => Name is null ? Mail! : Mail is null ? Name : $"{Name}, {Mail}";

    private static bool Same(string? one, string? other) => string.Equals(one, other?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string? Plain(string text)
    {
        var plain = string.Concat(text.Where(character => !char.IsControl(character))).Trim();
        return plain.Length == 0 ? null : plain;
    }
}
