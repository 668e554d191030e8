using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Kept.Chrome.Safety;

/// <summary>
/// Keeps the zero character (U+0000) out: no person writes it, PostgreSQL takes no text with it, and SQLite cuts some there.
/// Forms that have it are refused as what cannot be understood, before anything reads them; in addresses it is passed over.
/// In JSON it is refused where that is read. Line breaks, which browsers send as two characters, become one, as their writers count them.
/// </summary>
internal static class ZeroCharacters
{
    private const string Zero = "\0";

    /// <summary>Programs of the JSON interface are told which part of an address is wrong.</summary>
    private const string Api = "/api";

    public static void UseNoZeroCharacters(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<FormOptions>>().Value;
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true && !request.Path.StartsWithSegments(Api))
            {
                request.Query = new QueryCollection(request.Query.ToDictionary(field => field.Key, field => Without(field.Value), StringComparer.OrdinalIgnoreCase));
            }

            if (request.HasFormContentType)
            {
                context.Features.Set<IFormFeature>(new FormWithoutZero(new FormFeature(request, options)));
            }

            return next(context);
        });
    }

    private static StringValues Without(StringValues values) =>
        new([.. values.Select(value => value?.Replace(Zero, "", StringComparison.Ordinal))]);

    private sealed class FormWithoutZero(FormFeature inner) : IFormFeature
    {
        private IFormCollection? read;

        public bool HasFormContentType => inner.HasFormContentType;

        public IFormCollection? Form
        {
            get => read ?? (inner.Form is null ? null : ReadForm());
            set => (read, inner.Form) = (value, value);
        }

        public IFormCollection ReadForm() => read ??= Checked(inner.ReadForm());

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
        {
            try
            {
                return read ??= Checked(await inner.ReadFormAsync(cancellationToken));
            }
            catch (InvalidDataException problem) when (problem.InnerException is InvalidOperationException)
            {
                throw Refusal(problem); // the framework takes none in forms that are encoded like addresses
            }
        }

        private static IFormCollection Checked(IFormCollection form)
        {
            if (HasAny(form, '\0'))
            {
                throw Refusal(null);
            }

            return HasAny(form, '\r')
                ? new FormCollection(form.ToDictionary(field => field.Key, field => WithSimpleBreaks(field.Value), StringComparer.OrdinalIgnoreCase), form.Files)
                : form;
        }

        private static bool HasAny(IFormCollection form, char character) =>
            form.Any(field => field.Value.Any(value => value?.Contains(character, StringComparison.Ordinal) == true));

        private static StringValues WithSimpleBreaks(StringValues values) =>
            new([.. values.Select(value => value?.Replace("\r\n", "\n", StringComparison.Ordinal))]);

        private static BadHttpRequestException Refusal(Exception? problem) => new("A field has a zero character.", StatusCodes.Status400BadRequest, problem!);
    }
}
