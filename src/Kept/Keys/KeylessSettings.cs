using Microsoft.Extensions.Options;

namespace Kept.Keys;

/// <summary>The section <c>Api</c> of appsettings.json.</summary>
internal sealed class KeylessSettings
{
    public const string Section = "Api";

    private const int Most = 1_000_000;

    /// <summary>Requests a minute from one address that present no good key; 0 for any number.</summary>
    public int PerMinuteWithoutKey { get; set; } = 600;

    /// <summary>An invalid setting stops the start with a sentence that names it.</summary>
    internal sealed class Check : IValidateOptions<KeylessSettings>
    {
        public ValidateOptionsResult Validate(string? name, KeylessSettings options) => options.PerMinuteWithoutKey is >= 0 and <= Most
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Api:PerMinuteWithoutKey is {options.PerMinuteWithoutKey}. Write a number from 1 to {Most}, or 0 for no limit.");
    }
}
