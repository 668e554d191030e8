using Kept.Administration.Views;
using Kept.Api;
using Kept.Staff;
using Kept.Staff.ManageStaff;
using Kept.Texts;

namespace Kept.Administration;

/// <summary>Who works here: invited, changed, helped with signing in.</summary>
internal static class StaffApi
{
    public static void MapStaffAdministration(this IEndpointRouteBuilder admin)
    {
        var staff = admin.MapGroup("/staff");
        staff.MapGet("", ListAsync).ForAdministrators().Lists(new PersonList([Examples.Person], null))
            .WithName("ListPeople").WithSummary("Everybody who works or worked here, in the order in which they came.");
        staff.MapPost("", InviteAsync).ForAdministrators()
            .Does(Examples.Invited, new InviteBody("Tom Okafor", "tom.okafor@millbrook.example", "agent", "waste", "en"), StatusCodes.Status201Created)
            .WithName("InvitePerson").WithSummary("Invites a colleague, who gets a link by mail to set a password.");
        staff.MapGet("/{id}", ShowAsync).ForAdministrators().Shows(Examples.StaffMemberWhole)
            .WithName("GetPerson").WithSummary("One colleague, with what was changed about this person's access.");
        staff.MapPut("/{id}", ChangeAsync).ForAdministrators().Puts(Examples.StaffMemberWhole, new StaffMemberBody("lead", "street-care", true))
            .WithName("ChangePerson").WithSummary("Says what somebody may do, in which team, and whether this person is still here.")
            .WithDescription("All three are set as they are sent. Whoever is no longer active is signed out, and keys and links end with that.");
        staff.MapPost("/{id}/invitation", AgainAsync).ForAdministrators().Does<NoBody, PersonLine>(Examples.Invited)
            .WithName("InviteAgain").WithSummary("Sends the invitation again; the link before no longer works.");
        staff.MapPost("/{id}/password-reset", ResetAsync).ForAdministrators().Does<NoBody, PersonLine>(Examples.Person)
            .WithName("SendPasswordReset").WithSummary("Sends a link to reset the password, to the mail address on record.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, StaffList list, Words words, CancellationToken cancellationToken)
    {
        var (query, problem) = ListQuery.Read(context, words);
        if (query is null)
        {
            return problem!;
        }

        var (page, next) = query.Of(await list.ReadAsync(cancellationToken), person => person.Id);
        return TypedResults.Ok(new PersonList([.. page.Select(PersonLine.Of)], next));
    }

    private static async Task<IResult> ShowAsync(string id, AdminCall call, ReadColleague read)
    {
        if (await read.HandleAsync(ApiIds.Parse(id), call.Cancellation) is not { } found)
        {
            return call.NotFound();
        }

        return ApiReply.Ok(StaffMemberWhole.Of(found), TagOf(found.Member)).Give(call.Context);
    }

    private static Task<IResult> InviteAsync(AdminCall call, InviteStaff invite, TextLibrary texts) => call.OnceAsync<InviteBody>(
        saving => ApiReply.Created(PersonLine.Of(AdminCall.Saved<StaffMember>(saving))),
        async body =>
        {
            if (body.Language is not null && !texts.Has(body.Language))
            {
                return call.Wrong([new InputProblem("Language", "staff.problem.language")]);
            }

            var invitation = new Invitation(
                body.Name ?? "", body.Mail ?? "", body.ChosenRole!.Value, string.IsNullOrEmpty(body.Team) ? null : body.Team, body.Language ?? call.Words.Language);
            return Answer(call, await invite.RunAsync(call.By, invitation, call.Cancellation), isKnown: false);
        });

    private static Task<IResult> AgainAsync(string id, AdminCall call, InviteStaff invite, ReadColleague read) => call.OnceAsync<NoBody>(
        saving => ApiReply.Ok(PersonLine.Of(Invited(saving, ApiIds.Parse(id)))),
        async _ => Answer(
            call, await invite.AgainAsync(call.By, ApiIds.Parse(id), call.Cancellation),
            isKnown: await read.HandleAsync(ApiIds.Parse(id), call.Cancellation) is not null));

    private static Task<IResult> ResetAsync(string id, AdminCall call, ChangeStaff change) => call.OnceAsync<NoBody>(
        saving => ApiReply.Ok(PersonLine.Of(Invited(saving, ApiIds.Parse(id)))),
        async _ => await change.SendResetAsync(call.By, ApiIds.Parse(id), call.Cancellation) switch
        {
            ChangeStaffOutcome.Done => null,
            ChangeStaffOutcome.NotAllowed => call.NotAllowed(),
            _ => call.NotFound(),
        });

    private static Task<IResult> ChangeAsync(string id, AdminCall call, ChangeStaff change, ReadColleague read) => call.PutAsync<StaffMemberBody>(async body =>
    {
        var edit = new StaffEdit(
            ApiIds.Parse(id), await SeenAsync(call, ApiIds.Parse(id), read), body.ChosenRole!.Value, string.IsNullOrEmpty(body.Team) ? null : body.Team, body.Active!.Value);
        var outcome = await change.RunAsync(call.By, edit, call.Cancellation);
        return outcome switch
        {
            ChangeStaffOutcome.Done => await ShowAsync(id, call, read),
            ChangeStaffOutcome.Refused refused => call.Wrong(refused.Problems),
            ChangeStaffOutcome.LastAdministrator => call.Refused("lastAdministrator", "staff.edit.lastAdministrator"),
            ChangeStaffOutcome.ChangedMeanwhile =>
                call.Changed(await read.HandleAsync(edit.StaffId, call.Cancellation) is { } now ? StaffMemberWhole.Of(now) : null),
            ChangeStaffOutcome.NotFound => call.NotFound(),
            ChangeStaffOutcome.NotAllowed => call.NotAllowed(),
            _ => throw call.Unknown(outcome),
        };
    });

    private static IResult? Answer(AdminCall call, InviteOutcome outcome, bool isKnown) => outcome switch
    {
        InviteOutcome.Invited => null,
        InviteOutcome.Refused refused => call.Wrong(refused.Problems),
        _ when isKnown => call.Refused("notInvited", "api.problem.not-invited"),
        _ => call.NotFound(),
    };

    private static StaffMember Invited(Storage.KeptDb saving, long id) =>
        saving.ChangeTracker.Entries<StaffMember>().Single(entry => entry.Entity.Id == id).Entity;

    private static Task<string?> SeenAsync(AdminCall call, long id, ReadColleague read) => VersionTag.SeenMarkAsync(
        call.Context.Request, async () => (await read.HandleAsync(id, call.Cancellation))?.Member.ConcurrencyStamp);

    private static string TagOf(StaffMember member) => VersionTag.OfMark(member.ConcurrencyStamp);
}

/// <param name="Role">agent, lead or administrator.</param>
/// <param name="Team">Code of a team; null for none.</param>
/// <param name="Language">In which this person is written to; that of the request where it is not said.</param>
internal sealed record InviteBody(string? Name, string? Mail, string? Role, string? Team, string? Language) : IChecksItself
{
    internal StaffRole? ChosenRole => ApiNames.Parse<StaffRole>(Role);

    public IEnumerable<FieldProblem> Problems() => ChosenRole is null ? [new FieldProblem("role", "staff.problem.role")] : [];
}

/// <param name="Role">agent, lead or administrator.</param>
/// <param name="Team">Code of a team; null for none.</param>
/// <param name="Active">Still works here.</param>
internal sealed record StaffMemberBody(string? Role, string? Team, bool? Active) : IChecksItself
{
    internal StaffRole? ChosenRole => ApiNames.Parse<StaffRole>(Role);

    public IEnumerable<FieldProblem> Problems()
    {
        if (ChosenRole is null)
        {
            yield return new FieldProblem("role", "staff.problem.role");
        }

        if (Active is null)
        {
            yield return new FieldProblem("active", "api.problem.bad-field");
        }
    }
}
