using System.Text.Json;
using Kept.Domain.Cases;

namespace Kept.Reports;

/// <summary>What a draft holds beside its answers: who writes, and what was decided on the way.</summary>
internal sealed record DraftDetails
{
    public static readonly DraftDetails None = new();

    public string? Name { get; init; }

    public string? Mail { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }

    /// <summary>The page about the person has been answered, if only with nothing.</summary>
    public bool Given { get; init; }

    /// <summary>For which place "none of these" was said; another place is asked about again.</summary>
    public string? NoneOfTheseAt { get; init; }

    /// <summary>The case that is followed in place of sending this.</summary>
    public string? Following { get; init; }

    /// <summary>How the caller reached the agent who writes this down.</summary>
    public Channel Channel { get; init; } = Channel.Web;

    public ContactDetails Contact => new(Name, Mail, Phone, Address);

    public static DraftDetails Of(string json) => JsonSerializer.Deserialize<DraftDetails>(json) ?? None;

    public string ToJson() => JsonSerializer.Serialize(this);
}
