using Kept.Settings;
using Kept.Texts;
using Microsoft.Extensions.Options;

namespace Kept.Chrome.Language;

/// <summary>Whether there are texts in the language of the organisation.</summary>
internal sealed class LanguageCheck(TextLibrary texts) : IValidateOptions<KeptSettings>
{
    public ValidateOptionsResult Validate(string? name, KeptSettings options) => texts.Has(options.Organisation.Language)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"Kept:Organisation:Language is \"{options.Organisation.Language}\". Write one of {string.Join(", ", texts.Languages.Select(language => $"\"{language}\""))}.");
}
