namespace Kept.Staff;

/// <summary>What somebody may do; each includes those before it.</summary>
public enum StaffRole
{
    /// <summary>Works on cases.</summary>
    Agent,

    /// <summary>Answers for a team: gets early warnings and owns the next step when a promise is broken.</summary>
    Lead,

    /// <summary>Says who works here.</summary>
    Administrator,
}

/// <summary>Who is working: a plain value for operations, however the person signed in.</summary>
internal sealed record StaffIdentity(long Id, string Name, StaffRole Role, string? Team, string Language)
{
    public bool MayActAs(StaffRole role) => Role >= role;
}
