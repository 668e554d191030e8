using Kept.Chrome.Fields;
using Kept.Settings;
using Kept.Staff.ChangeDetails;
using Kept.Staff.ManageStaff;
using Kept.Staff.SignIn;
using Kept.Storage;
using Kept.Texts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Staff.Account;

/// <summary>What somebody who works here may change about the own account.</summary>
internal sealed class AccountPage(
    KeptDb db, ChangeDetails.ChangeDetails changeDetails, ChangePassword changePassword, OwnPasskeys passkeys, StaffSignIn session,
    CurrentStaff current, StaffChoices choices, IOptions<KeptSettings> settings, Words words) : StaffPage(words)
{
    private static readonly Dictionary<string, string> Notices = new(StringComparer.Ordinal)
    {
        ["details"] = "staff.account.saved",
        ["password"] = "staff.account.password.saved",
        ["passkey"] = "staff.account.passkeys.saved",
        ["renamed"] = "staff.account.passkeys.renamed",
        ["removed"] = "staff.account.passkeys.removed",
    };

    private readonly PasskeyPlace place = new(settings.Value);

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>What the browser's authenticator made, as JSON.</summary>
    [BindProperty]
    public string? Passkey { get; set; }

    [BindProperty]
    public string? PasskeyId { get; set; }

    [BindProperty]
    public string? PasskeyName { get; set; }

    [FromQuery(Name = "done")]
    public string? Saved { get; set; }

    public string? Notice => Saved is null ? null : Notices.GetValueOrDefault(Saved);

    public string Mail { get; private set; } = "";

    public StaffRole Role { get; private set; }

    public IReadOnlyList<OwnPasskey> Passkeys { get; private set; } = [];

    public IEnumerable<Option> Languages => choices.Languages();

    public string PasskeyDomain => place.Domain;

    /// <summary>The address to open for passkeys, when this page was opened at another.</summary>
    public string? PasskeysElsewhere => string.Equals(Request.Host.Host, place.Domain, StringComparison.OrdinalIgnoreCase)
        ? null
        : new UriBuilder(settings.Value.PublicAddress) { Host = place.Domain }.Uri.GetLeftPart(UriPartial.Authority);

    public string DayOf(DateTimeOffset moment) => Words.Date(Instant.FromDateTimeOffset(moment)
        .InZone(DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone]).Date);

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostDetailsAsync(CancellationToken cancellationToken)
    {
        var outcome = await changeDetails.RunAsync(current.Required, Name ?? "", Language ?? "", cancellationToken);
        switch (outcome)
        {
            case ChangeDetailsOutcome.Done done:
                await session.RefreshSignInAsync(done.Member);
                Speak(done.Member.Language);
                return Done("details");
            case ChangeDetailsOutcome.ChangedMeanwhile:
                await LoadAsync(cancellationToken);
                return ShowProblems([new InputProblem(nameof(Name), "api.problem.changed-since")]);
            case ChangeDetailsOutcome.Refused refused:
                await LoadAsync(cancellationToken);
                return ShowProblems(refused.Problems);
            default:
                throw Unknown(outcome);
        }
    }

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken cancellationToken)
    {
        var outcome = await changePassword.RunAsync(current.Required, Current ?? "", Password ?? "", cancellationToken);
        switch (outcome)
        {
            case ChangePasswordOutcome.Done done:
                await session.RefreshSignInAsync(done.Member);
                return Done("password");
            case ChangePasswordOutcome.Refused refused:
                await LoadAsync(cancellationToken);
                return ShowProblems(refused.Problems);
            default:
                throw Unknown(outcome);
        }
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        var who = current.Required;
        var id = who.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Content(
            await session.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = id, Name = User.Identity!.Name!, DisplayName = who.Name }),
            "application/json");
    }

    public async Task<IActionResult> OnPostAddPasskeyAsync(CancellationToken cancellationToken)
    {
        var who = current.Required;
        var name = Words["staff.account.passkeys.defaultName", ("number", (await passkeys.ListAsync(who, cancellationToken)).Count + 1)];
        if (await session.TakePasskeyAsync(who, Passkey) is { } made && await passkeys.AddAsync(who, made, name, cancellationToken))
        {
            return Done("passkey");
        }

        await LoadAsync(cancellationToken);
        return ShowProblems([new InputProblem("passkeys", "staff.account.passkeys.refused")]);
    }

    public async Task<IActionResult> OnPostRenamePasskeyAsync(CancellationToken cancellationToken)
    {
        if (await passkeys.RenameAsync(current.Required, PasskeyId, PasskeyName, cancellationToken))
        {
            return Done("renamed");
        }

        await LoadAsync(cancellationToken);
        return ShowProblems([new InputProblem("passkeys", "staff.account.passkeys.nameProblem")]);
    }

    public async Task<IActionResult> OnPostRemovePasskeyAsync(CancellationToken cancellationToken) =>
        await passkeys.RemoveAsync(current.Required, PasskeyId, cancellationToken) ? Done("removed") : NotFound();

    private LocalRedirectResult Done(string what) => LocalRedirect("/account?done=" + what);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var who = current.Required;
        var member = await db.Set<StaffMember>().AsNoTracking().SingleAsync(m => m.Id == who.Id, cancellationToken);
        (Mail, Role) = (member.Mail, member.Role);
        (Name, Language) = (Name ?? member.Name, Language ?? member.Language);
        Passkeys = await passkeys.ListAsync(who, cancellationToken);
    }
}
