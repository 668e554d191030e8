namespace Kept.Operation.Examine;

/// <summary>How bad it is.</summary>
public enum Severity
{
    Good,

    /// <summary>Kept works; somebody should look at it.</summary>
    Attention,

    /// <summary>Something does not work, or is lost.</summary>
    Bad,
}

/// <summary>What a check found, as a text that says what it means and what to do.</summary>
/// <param name="Check">Which check.</param>
/// <param name="Text">The last part of the text's key.</param>
/// <param name="Values">What stands in the text.</param>
internal sealed record Finding(string Check, Severity Severity, string Text, params (string Name, object Value)[] Values)
{
    public static Finding Good(string check, params (string Name, object Value)[] values) => new(check, Severity.Good, "good", values);

    public static Finding Attention(string check, string text, params (string Name, object Value)[] values) => new(check, Severity.Attention, text, values);

    public static Finding Bad(string check, string text, params (string Name, object Value)[] values) => new(check, Severity.Bad, text, values);
}

/// <summary>How much time there is to look.</summary>
public enum Depth
{
    /// <summary>What a page can wait for: nothing outside is asked, and nothing is counted from end to end.</summary>
    Quick,
    Usual,

    /// <summary>As long as it takes: every upload is read.</summary>
    Deep,
}

/// <summary>One thing that can be looked at. It changes nothing.</summary>
internal interface ICheck
{
    string Name { get; }

    /// <summary>Needs the database; left out when that cannot be reached.</summary>
    bool NeedsDatabase { get; }

    /// <summary>The least depth at which it is looked at.</summary>
    Depth From { get; }

    /// <summary>At least one finding; a good one where nothing is wrong.</summary>
    Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken);
}
