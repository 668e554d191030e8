namespace Kept.Domain.Cases;

/// <summary>Internal identity of a case; never shown outside (see <see cref="Reference"/>).</summary>
public readonly record struct CaseId
{
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public CaseId(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        Value = value;
    }

    public long Value { get; }

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
