namespace Kept.Api;

/// <summary>How names of ours are written in the API: "visitInPerson" for <c>VisitInPerson</c>.</summary>
internal static class ApiNames
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Of(value.ToString());

    public static string Of(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>Null for what is none of the values; numbers are not names.</summary>
    public static TEnum? Parse<TEnum>(string? text)
        where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Where(value => Of(value) == text).Select(value => (TEnum?)value).FirstOrDefault();

    public static string All<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Enum.GetValues<TEnum>().Select(value => Of(value)));
}
