namespace Kept.Keys;

/// <summary>
/// What a key may be used for, each right named as it is chosen on the page. A right only narrows what the holder may do:
/// the key of an agent who may not do something may not either, whatever it says here.
/// </summary>
[Flags]
public enum KeyRights
{
    None = 0,

    /// <summary>Services and public requests over Open311.</summary>
    Open311Read = 1,

    /// <summary>New requests over Open311.</summary>
    Open311Send = 2,

    /// <summary>Updates of requests over Open311, in both directions.</summary>
    Open311Updates = 4,

    /// <summary>Cases, queues and figures over the API, as this member of staff sees them.</summary>
    ReadCases = 8,

    /// <summary>Everything on cases that this member of staff may do, over the API.</summary>
    WorkOnCases = 16,

    /// <summary>Words laid on a case for a person to decide about, over the Model Context Protocol.</summary>
    Propose = 32,

    /// <summary>Tables of rows over the API, as far as this lead or administrator may have them.</summary>
    Export = 64,

    /// <summary>People, keys, webhooks, imports and how the program fares over the API, as far as this administrator may.</summary>
    Administer = 128,

    /// <summary>This person's own name, keys and calendar addresses over the API.</summary>
    ManageAccount = 256,
}

/// <summary>Which rights there are, and for whom.</summary>
internal static class RightsOf
{
    public const KeyRights Partners = KeyRights.Open311Read | KeyRights.Open311Send | KeyRights.Open311Updates;

    public const KeyRights Staff = KeyRights.ReadCases | KeyRights.WorkOnCases | KeyRights.Propose | KeyRights.Export | KeyRights.Administer | KeyRights.ManageAccount;

    /// <summary>One by one, in the order of the page.</summary>
    public static IEnumerable<KeyRights> Each(KeyRights rights) =>
        Enum.GetValues<KeyRights>().Where(right => right != KeyRights.None && rights.HasFlag(right));

    /// <summary>Null where one of the names is none of these.</summary>
    public static KeyRights? Parse(IEnumerable<string?> names)
    {
        var rights = KeyRights.None;
        foreach (var name in names)
        {
            if (!Enum.TryParse<KeyRights>(name, ignoreCase: true, out var right) || !Enum.IsDefined(right))
            {
                return null;
            }

            rights |= right;
        }

        return rights;
    }
}
