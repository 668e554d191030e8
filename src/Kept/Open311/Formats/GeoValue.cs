namespace Kept.Open311.Formats;

/// <summary>What an answer says, before it is written as XML or JSON.</summary>
internal abstract record GeoValue
{
    private GeoValue()
    {
    }

    /// <summary>Null is an empty element in XML and null in JSON.</summary>
    public sealed record Text(string? Value) : GeoValue;

    public sealed record Number(double? Value) : GeoValue;

    public sealed record YesNo(bool Value) : GeoValue;

    /// <param name="Item">What an element of the list is called in XML.</param>
    public sealed record Many(string Item, IReadOnlyList<GeoValue> Items) : GeoValue;

    public sealed record Fields(params IReadOnlyList<(string Name, GeoValue Value)> Members) : GeoValue;

    public static implicit operator GeoValue(string? text) => new Text(text);

    public static implicit operator GeoValue(double? number) => new Number(number);

    public static implicit operator GeoValue(int number) => new Number(number);

    public static implicit operator GeoValue(bool yes) => new YesNo(yes);
}

/// <summary>A whole answer.</summary>
/// <param name="Root">The outermost element in XML; JSON has none.</param>
internal sealed record GeoAnswer(int Status, string Root, GeoValue Value)
{
    /// <summary>In seconds; null where trying again is not what helps.</summary>
    public int? RetryAfter { get; init; }

    public static GeoAnswer Ok(string root, GeoValue value) => new(200, root, value);

    /// <summary>Errors in the form of the specification; the status of the answer is the code of each.</summary>
    public static GeoAnswer Errors(int status, params IEnumerable<string> descriptions) => new(status, "errors", new GeoValue.Many("error",
    [
        .. descriptions.Select(description => new GeoValue.Fields(("code", status), ("description", description))),
    ]));
}
