using Kept.Administration.Views;
using Kept.Api;
using Kept.Keys;
using Kept.Keys.ListKeys;
using Kept.Keys.MakeKey;
using Kept.Keys.RevokeKey;
using Kept.Staff;
using Kept.Staff.ChangeDetails;
using Kept.Staff.ManageStaff;

namespace Kept.Administration;

/// <summary>The account of whoever the key belongs to: name and language, and the own keys.</summary>
internal static class OwnAccountApi
{
    public static void MapOwnAccount(this IEndpointRouteBuilder account)
    {
        account.MapGet("", ShowAsync).ForOneself().Shows(Examples.Account)
            .WithName("GetAccount").WithSummary("Name, mail address, role, team and language of whoever the key belongs to.");
        account.MapPut("", ChangeAsync).ForOneself().Puts(Examples.Account, new AccountBody("Mira Kovač", "hr"))
            .WithName("ChangeAccount").WithSummary("Changes name and language.")
            .WithDescription("Password and passkeys are changed by the person, in a browser.");

        var keys = account.MapGroup("/keys");
        keys.MapGet("", ListAsync).ForOneself().Lists(new KeyList([Examples.OwnKey], null))
            .WithName("ListOwnKeys").WithSummary("The keys of whoever this key belongs to, never their secret part.");
        keys.MapPost("", MakeAsync).ForOneself()
            .Does(Examples.MadeKey, new OwnKeyBody("Reads for the wall screen", ["readCases"], 60, "2026-12-31"), StatusCodes.Status201Created)
            .WithName("MakeOwnKey").WithSummary("Makes a key that may do no more than this one and ends no later. Its text is in this answer and in no other.")
            .WithDescription("Its owner hears of it by mail. A retry under the same Idempotency-Key and with the same key gets the text again, for 24 hours.");
        keys.MapDelete("/{id}", RevokeAsync).ForOneself().Ends()
            .WithName("RevokeOwnKey").WithSummary("Ends one of the own keys at once, also this one.");
    }

    private static async Task<IResult> ShowAsync(AdminCall call, ReadColleague read) =>
        await read.HandleAsync(call.By.Id, call.Cancellation) is { } found ? Answer(call, found.Member) : call.NotFound();

    private static IResult Answer(AdminCall call, StaffMember member) =>
        ApiReply.Ok(AccountView.Of(member), VersionTag.OfMark(member.ConcurrencyStamp)).Give(call.Context);

    private static Task<IResult> ChangeAsync(AdminCall call, ChangeDetails change, ReadColleague read) => call.PutAsync<AccountBody>(async body =>
        await change.RunAsync(call.By, body.Name ?? "", body.Language ?? "", call.Cancellation, await SeenAsync(call, read)) switch
        {
            ChangeDetailsOutcome.Done done => Answer(call, done.Member),
            ChangeDetailsOutcome.ChangedMeanwhile =>
                call.Changed(await read.HandleAsync(call.By.Id, call.Cancellation) is { } now ? AccountView.Of(now.Member) : null),
            ChangeDetailsOutcome.Refused refused => call.Wrong(refused.Problems),
            var other => throw call.Unknown(other),
        });

    private static Task<string?> SeenAsync(AdminCall call, ReadColleague read) => VersionTag.SeenMarkAsync(
        call.Context.Request, async () => (await read.HandleAsync(call.By.Id, call.Cancellation))?.Member.ConcurrencyStamp);

    private static async Task<IResult> ListAsync(AdminCall call, ListKeys list)
    {
        var (query, problem) = ListQuery.Read(call.Context, call.Words);
        if (query is null)
        {
            return problem!;
        }

        var (page, next) = query.Of(await list.OfStaffAsync(call.By.Id, call.Cancellation), listed => listed.Key.Id);
        return TypedResults.Ok(new KeyList([.. page.Select(KeyLine.Of)], next));
    }

    private static Task<IResult> MakeAsync(AdminCall call, MakeKey make, KeyEnds ends)
    {
        var text = KeyText.NewRandom();
        return call.OnceAsync<OwnKeyBody>(MadeKey.Answer(text), async body =>
            AllKeysApi.Answer(call, await make.HandleAsync(
                call.By, new NewKey(null, call.By.Id, body.Label ?? "", body.ToRights(), body.PerMinute!.Value, body.End(ends)),
                call.Cancellation, call.Key, text)));
    }

    /// <summary>An administrator may end the keys of others too, but not as if they were the own.</summary>
    private static async Task<IResult> RevokeAsync(string id, AdminCall call, ListKeys list, RevokeKey revoke)
    {
        var key = ApiIds.Parse(id);
        var isOwn = (await list.OfStaffAsync(call.By.Id, call.Cancellation)).Any(listed => listed.Key.Id == key);
        return isOwn && await revoke.HandleAsync(call.By, key, call.Cancellation) != RevokeKeyOutcome.NotFound ? TypedResults.NoContent() : call.NotFound();
    }
}

/// <param name="Language">en, de, hr or hu.</param>
internal sealed record AccountBody(string? Name, string? Language);
