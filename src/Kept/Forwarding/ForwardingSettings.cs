using Kept.Domain.Partners;

namespace Kept.Forwarding;

/// <summary>The section <c>Forwarding</c> of appsettings.json: who does work of ours, and for which services.</summary>
internal sealed class ForwardingSettings
{
    public const string Section = "Forwarding";

    /// <summary>Other Open311 servers, by a short name of our own that stays.</summary>
    public Dictionary<string, ForwardPartner> Partners { get; set; } = new(StringComparer.Ordinal);

    /// <summary>As agents know the partner; the short name where the setting is gone.</summary>
    public string NameOf(string partner) => Partners.TryGetValue(partner, out var known) ? known.Name : partner;

    /// <summary>Minutes between two looks at what they did.</summary>
    public int FollowEvery { get; set; } = 15;

    /// <summary>Sentences about values that make no sense.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (FollowEvery is < 1 or > 1440)
        {
            yield return $"Forwarding:FollowEvery is {FollowEvery}. Write a number of minutes from 1 to 1440.";
        }

        foreach (var (name, partner) in Partners)
        {
            if (partner.Name.Trim().Length == 0)
            {
                yield return $"Forwarding:Partners:{name}:Name is empty. Write the name that agents know, such as \"County Highways\".";
            }

            if (!Uri.TryCreate(partner.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0)
            {
                yield return $"Forwarding:Partners:{name}:Address is \"{partner.Address}\". Write the address of their interface, such as \"https://311.county.example/open311/v2\".";
            }

            foreach (var (service, to) in partner.Services.Where(service => string.IsNullOrWhiteSpace(service.Value.Code)))
            {
                yield return $"Forwarding:Partners:{name}:Services:{service}:Code is empty. Write their service_code for it.";
            }

            foreach (var (theirs, ours) in partner.Statuses.Where(status => WorkStatuses.Parse(status.Value) is null))
            {
                yield return $"Forwarding:Partners:{name}:Statuses:{theirs} is \"{ours}\". Write one of {string.Join(", ", Enum.GetValues<WorkStatus>().Select(known => known.Text()))}.";
            }
        }

        foreach (var twice in Partners.SelectMany(partner => partner.Value.Services.Keys).GroupBy(service => service, StringComparer.Ordinal).Where(service => service.Count() > 1))
        {
            yield return $"Forwarding:Partners names the service \"{twice.Key}\" for more than one partner. A case is forwarded to one of them.";
        }
    }
}

internal sealed class ForwardPartner
{
    /// <summary>As agents know them.</summary>
    public string Name { get; set; } = "";

    /// <summary>Of their interface: "https://311.county.example/open311/v2".</summary>
    public string Address { get; set; } = "";

    public string ApiKey { get; set; } = "";

    /// <summary>Their jurisdiction_id; empty where they ask for none.</summary>
    public string Jurisdiction { get; set; } = "";

    /// <summary>Whether they are told who reported it and how to reach them. Without a contract that allows it: no.</summary>
    public bool SendContact { get; set; }

    /// <summary>Whether they are told what becomes of a case that they have; false for servers that take no updates.</summary>
    public bool SendUpdates { get; set; } = true;

    /// <summary>Whether they know no statuses of updates but OPEN and CLOSED, as FixMyStreet sends them to plain servers.</summary>
    public bool PlainStatuses { get; set; }

    /// <summary>
    /// The name of the partner, as on the page of keys, who may send us updates of these cases with a key; empty where we
    /// only ask them.
    /// </summary>
    public string KeyPartner { get; set; } = "";

    /// <summary>By a word of theirs: the status that it means, such as "ACTION_SCHEDULED". It goes before what everybody knows.</summary>
    public Dictionary<string, string> Statuses { get; set; } = new(StringComparer.Ordinal);

    /// <summary>By the code of our service.</summary>
    public Dictionary<string, ForwardService> Services { get; set; } = new(StringComparer.Ordinal);

    /// <summary>What a status of theirs means; null for one that nobody told us.</summary>
    public WorkStatus? StatusOf(string? theirs) =>
        WorkStatuses.Parse(Statuses.Where(known => WorkStatuses.AreSame(known.Key, theirs)).Select(known => known.Value).FirstOrDefault() ?? theirs);

    public Uri AddressOf(string path) => new($"{Address.TrimEnd('/')}/{path}");
}

internal sealed class ForwardService
{
    /// <summary>Their service_code.</summary>
    public string Code { get; set; } = "";

    /// <summary>By the code of our question: their attribute. Other answers go into the description.</summary>
    public Dictionary<string, string> Attributes { get; set; } = new(StringComparer.Ordinal);

    /// <summary>By "question=option" of ours: their value. Others go as they are.</summary>
    public Dictionary<string, string> Values { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Attributes that are always the same, by their code.</summary>
    public Dictionary<string, string> Fixed { get; set; } = new(StringComparer.Ordinal);
}
