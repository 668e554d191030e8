using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Messages;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Reports.GiveDetails;

/// <param name="Language">In which mails are written.</param>
internal sealed record GiveDetailsInput(string Service, string Draft, ContactDetails Details, string Language, Channel Channel);

internal abstract record GiveDetailsOutcome
{
    private GiveDetailsOutcome()
    {
    }

    public sealed record Saved(OpenDraft Draft) : GiveDetailsOutcome;

    /// <param name="Problems">Which detail, and the text that says what to do, under <c>report.details.problem</c>.</param>
    public sealed record Refused(ImmutableArray<(string Detail, string TextKey)> Problems) : GiveDetailsOutcome;

    public sealed record Gone : GiveDetailsOutcome;
}

/// <summary>Keeps who writes, as far as the service asks and the person wants to say.</summary>
internal sealed class GiveDetails(KeptDb db, Drafts drafts, IClock clock)
{
    public const int MostCharacters = 200;
    private const int MostCharactersOfMail = 254;
    private const int Tries = 4;

    public async Task<GiveDetailsOutcome> HandleAsync(GiveDetailsInput input, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await drafts.FindAsync(input.Service, input.Draft, cancellationToken) is not { Draft.SentAsId: null } open)
            {
                return new GiveDetailsOutcome.Gone();
            }

            var details = Tidy(input.Details, open.Service.Details);
            if (Problems(details, open.Service.Details) is { Length: > 0 } problems)
            {
                return new GiveDetailsOutcome.Refused(problems);
            }

            open.Draft.Describe(
                open.Details with
                {
                    Name = details.Name,
                    Mail = details.Mail,
                    Phone = details.Phone,
                    Address = details.Address,
                    Given = true,
                    Channel = input.Channel,
                },
                input.Language,
                clock.GetCurrentInstant());
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return new GiveDetailsOutcome.Saved(new OpenDraft(open.Draft, open.Service));
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>An address to which the confirmation can really be sent.</summary>
    public static bool IsMailAddress(string mail) => !mail.Any(char.IsWhiteSpace) && MailAddress.TryParse(mail, out _);

    private static ContactDetails Tidy(ContactDetails typed, AskedDetails asked) => new(
        asked.Name == Need.None ? null : Line(typed.Name),
        asked.Mail == Need.None ? null : Line(typed.Mail),
        asked.Phone == Need.None ? null : Line(typed.Phone),
        asked.Address == Need.None ? null : Line(typed.Address));

    private static ImmutableArray<(string, string)> Problems(ContactDetails details, AskedDetails asked)
    {
        var problems = ImmutableArray.CreateBuilder<(string, string)>();
        void Check(string detail, string? value, Need need, bool valid)
        {
            if (value is null && need == Need.Required)
            {
                problems.Add((detail, $"missing.{detail.ToLowerInvariant()}"));
            }
            else if (value is { Length: > MostCharacters and var length } && length > (detail == "Mail" ? MostCharactersOfMail : MostCharacters))
            {
                problems.Add((detail, "tooLong"));
            }
            else if (value is not null && !valid)
            {
                problems.Add((detail, $"wrong.{detail.ToLowerInvariant()}"));
            }
        }

        Check("Name", details.Name, asked.Name, valid: true);
        Check("Mail", details.Mail, asked.Mail, details.Mail is not { } mail || IsMailAddress(mail));
        Check("Phone", details.Phone, asked.Phone, details.PhoneKey is not null);
        Check("Address", details.Address, asked.Address, valid: true);
        return problems.ToImmutable();
    }

    /// <summary>One line without control characters; null where nothing is left.</summary>
    private static string? Line(string? text)
    {
        var line = string.Join(' ', string.Concat((text ?? "").ReplaceLineEndings(" ").Where(character => !char.IsControl(character)))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line;
    }
}
