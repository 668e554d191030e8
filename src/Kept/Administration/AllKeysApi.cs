using Kept.Administration.Views;
using Kept.Api;
using Kept.Keys;
using Kept.Keys.AddPartner;
using Kept.Keys.ListKeys;
using Kept.Keys.MakeKey;
using Kept.Keys.RevokeKey;
using Kept.Texts;

namespace Kept.Administration;

/// <summary>Partners and their keys; the keys of colleagues, to be seen and ended.</summary>
internal static class AllKeysApi
{
    public static void MapKeysAdministration(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/partners", ListPartnersAsync).ForAdministrators().Lists(new PartnerList([Examples.Partner], null))
            .WithName("ListPartners").WithSummary("Organisations whose programs work with ours, in the order in which they were added.");
        admin.MapPost("/partners", AddPartnerAsync).ForAdministrators()
            .Does(Examples.Partner, new PartnerBody("Neighbourly Reports", "it@neighbourly.example"), StatusCodes.Status201Created)
            .WithName("AddPartner").WithSummary("Writes down an organisation, to make keys for it.");

        var keys = admin.MapGroup("/keys");
        keys.MapGet("", ListAsync).ForAdministrators().Lists(new KeyList([Examples.Key], null))
            .WithName("ListKeys").WithSummary("All keys of partners and of colleagues, never their secret part, in the order in which they were made.");
        keys.MapPost("", MakeAsync).ForAdministrators()
            .Does(Examples.MadeKey, new PartnerKeyBody("301923874820", "Works on the map of reports", ["open311Read", "open311Send"], 60, "2030-12-31"), StatusCodes.Status201Created)
            .WithName("MakePartnerKey").WithSummary("Makes a key for a partner. Its text is in this answer and in no other.")
            .WithDescription("Nobody makes a key for somebody else who works here. A retry under the same Idempotency-Key and with the same key gets the text again, for 24 hours.");
        keys.MapGet("/{id}", ShowAsync).ForAdministrators().Shows(Examples.Key)
            .WithName("GetKey").WithSummary("One key, never its secret part.");
        keys.MapDelete("/{id}", RevokeAsync).ForAdministrators().Ends()
            .WithName("RevokeKey").WithSummary("Ends a key at once. It stays in the list as revoked.");
    }

    private static async Task<IResult> ListPartnersAsync(HttpContext context, ListKeys list, Words words, CancellationToken cancellationToken)
    {
        var (query, problem) = ListQuery.Read(context, words);
        if (query is null)
        {
            return problem!;
        }

        var (page, next) = query.Of(await list.PartnersAsync(cancellationToken), partner => partner.Id);
        return TypedResults.Ok(new PartnerList([.. page.Select(PartnerLine.Of)], next));
    }

    private static Task<IResult> AddPartnerAsync(AdminCall call, AddPartner add) => call.OnceAsync<PartnerBody>(
        saving => ApiReply.Created(PartnerLine.Of(AdminCall.Saved<Partner>(saving))),
        async body => await add.HandleAsync(call.By, body.Name ?? "", body.Mail ?? "", call.Cancellation) switch
        {
            AddPartnerOutcome.Added => null,
            AddPartnerOutcome.Refused refused => call.Wrong(refused.Problems),
            AddPartnerOutcome.NotAllowed => call.NotAllowed(),
            var other => throw call.Unknown(other),
        });

    private static async Task<IResult> ListAsync(HttpContext context, ListKeys list, Words words, CancellationToken cancellationToken)
    {
        var (query, problem) = ListQuery.Read(context, words);
        if (query is null)
        {
            return problem!;
        }

        var (page, next) = query.Of(await list.AllAsync(cancellationToken), listed => listed.Key.Id);
        return TypedResults.Ok(new KeyList([.. page.Select(KeyLine.Of)], next));
    }

    private static async Task<IResult> ShowAsync(string id, AdminCall call, ListKeys list) =>
        await list.OneAsync(ApiIds.Parse(id), call.Cancellation) is { } listed ? TypedResults.Ok(KeyLine.Of(listed)) : call.NotFound();

    private static Task<IResult> MakeAsync(AdminCall call, MakeKey make, KeyEnds ends)
    {
        var text = KeyText.NewRandom();
        return call.OnceAsync<PartnerKeyBody>(MadeKey.Answer(text), async body =>
            Answer(call, await make.HandleAsync(
                call.By, new NewKey(ApiIds.Parse(body.Partner), null, body.Label ?? "", body.ToRights(), body.PerMinute!.Value, body.End(ends)),
                call.Cancellation, call.Key, text)));
    }

    private static async Task<IResult> RevokeAsync(string id, AdminCall call, RevokeKey revoke) =>
        await revoke.HandleAsync(call.By, ApiIds.Parse(id), call.Cancellation) == RevokeKeyOutcome.NotFound ? call.NotFound() : TypedResults.NoContent();

    public static IResult? Answer(AdminCall call, MakeKeyOutcome outcome) => outcome switch
    {
        MakeKeyOutcome.Made => null,
        MakeKeyOutcome.Refused refused => call.Wrong(refused.Problems),
        MakeKeyOutcome.NotAllowed => call.NotAllowed(),
        MakeKeyOutcome.NotFound => call.NotFound(),
        _ => throw call.Unknown(outcome),
    };
}

internal sealed record PartnerBody(string? Name, string? Mail);
