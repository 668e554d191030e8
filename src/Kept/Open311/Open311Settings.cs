using Microsoft.Extensions.Options;

namespace Kept.Open311;

/// <summary>The section <c>Open311</c> of appsettings.json: what programs of partners find.</summary>
internal sealed class Open311Settings
{
    public const string Section = "Open311";

    /// <summary>Whether services and what is listed of them may be read without a key.</summary>
    public bool OpenReading { get; set; } = true;

    /// <summary>The jurisdiction_id that we answer to; empty for any.</summary>
    public string Jurisdiction { get; set; } = "";

    /// <summary>Whom to ask about the interface; empty for the name and telephone number of the organisation.</summary>
    public string Contact { get; set; } = "";

    /// <summary>How to get a key, in words or as an address; empty for <see cref="Contact"/>.</summary>
    public string KeyService { get; set; } = "";

    /// <summary>Whether everybody sees the photos of listed services. Number plates and faces are on photos.</summary>
    public bool PublicPhotos { get; set; }
}

/// <summary>An invalid setting stops the start with a sentence that names it.</summary>
internal sealed class Open311SettingsCheck : IValidateOptions<Open311Settings>
{
    public ValidateOptionsResult Validate(string? name, Open311Settings options) =>
        options.Jurisdiction.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
            ? ValidateOptionsResult.Fail($"Open311:Jurisdiction is \"{options.Jurisdiction}\". Write an identifier without spaces, such as \"millbrook.example\", or nothing.")
            : ValidateOptionsResult.Success;
}
