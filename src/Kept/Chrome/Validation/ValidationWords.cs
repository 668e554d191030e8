using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;

namespace Kept.Chrome.Validation;

/// <summary>
/// Says what is wrong with a field in the language of the request. The message of a validation attribute is the key of a
/// text (<c>[Required(ErrorMessage = "staff.name.missing")]</c>); one without a message says what always fits.
/// </summary>
internal static class ValidationWords
{
    public static IServiceCollection AddValidationWords(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddOptions<MvcDataAnnotationsLocalizationOptions>().Configure<TextLibrary>((options, library) =>
            options.DataAnnotationLocalizerProvider = (_, _) => new TextLocalizer(library));
        services.AddOptions<MvcOptions>().PostConfigure<TextLibrary>((options, library) =>
        {
            options.ModelMetadataDetailsProviders.Add(new UsualMessages());
            SetBindingMessages(options.ModelBindingMessageProvider, key => Current(library)["chrome.validation." + key]);
        });
        return services;
    }

    private static Words Current(TextLibrary library) => library.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    private static void SetBindingMessages(DefaultModelBindingMessageProvider messages, Func<string, string> text)
    {
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => text("invalid"));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => text("invalid"));
        messages.SetUnknownValueIsInvalidAccessor(_ => text("invalid"));
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => text("invalid"));
        messages.SetValueIsInvalidAccessor(_ => text("invalid"));
        messages.SetValueMustBeANumberAccessor(_ => text("number"));
        messages.SetNonPropertyValueMustBeANumberAccessor(() => text("number"));
        messages.SetValueMustNotBeNullAccessor(_ => text("required"));
        messages.SetMissingBindRequiredValueAccessor(_ => text("required"));
        messages.SetMissingKeyOrValueAccessor(() => text("required"));
        messages.SetMissingRequestBodyRequiredValueAccessor(() => text("required"));
    }

    /// <summary>Gives every attribute that has no message of its own the usual one.</summary>
    private sealed class UsualMessages : IValidationMetadataProvider
    {
        public void CreateValidationMetadata(ValidationMetadataProviderContext context)
        {
            foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
            {
                if (attribute.ErrorMessageResourceType is null && KeyOf(attribute) is { } key && !IsOwn(attribute.ErrorMessage))
                {
                    attribute.ErrorMessage = "chrome.validation." + key;
                }
            }
        }

        /// <summary>Some attributes come with an English sentence as their message; ours are keys.</summary>
        private static bool IsOwn(string? message) => !string.IsNullOrEmpty(message) && !message.Contains(' ', StringComparison.Ordinal);

        private static string? KeyOf(ValidationAttribute attribute) => attribute switch
        {
            RequiredAttribute => "required",
            StringLengthAttribute or MaxLengthAttribute => "too-long",
            MinLengthAttribute => "too-short",
            RangeAttribute => "range",
            EmailAddressAttribute => "email",
            CompareAttribute => "different",
            _ => "invalid",
        };
    }

    /// <summary>Texts by key; what the attribute gives (its limits) is filled in by number, {0} being the field.</summary>
    private sealed class TextLocalizer(TextLibrary library) : IStringLocalizer
    {
        public LocalizedString this[string name] => this[name, []];

        public LocalizedString this[string name, params object[] arguments]
        {
            get
            {
                var words = Current(library);
                return words.Has(name)
                    ? new LocalizedString(name, words[name, [.. arguments.Select((value, i) => (i.ToString(CultureInfo.InvariantCulture), (object?)value))]])
                    : new LocalizedString(name, name, resourceNotFound: true);
            }
        }

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            Current(library).Keys.Select(key => new LocalizedString(key, key));
    }
}
