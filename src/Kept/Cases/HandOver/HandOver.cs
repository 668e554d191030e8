using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Staff;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.HandOver;

internal sealed record TakeCaseInput(Reference Reference, int? SeenVersion, By By);

/// <summary>The agent becomes the owner.</summary>
internal sealed class TakeCase(CaseSaving saving)
{
    public Task<CaseOutcome> HandleAsync(TakeCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(
            input.Reference, input.By, input.SeenVersion,
            file => Task.FromResult(file.Case.Take(file.Work) ? null : file.Case.IsClosed ? "closed" : "yours"),
            cancellationToken);
}

/// <param name="OwnerId">A colleague of that team; null leaves the team to decide.</param>
internal sealed record HandOverInput(Reference Reference, int? SeenVersion, By By, string Team, long? OwnerId, string? Words);

/// <summary>Gives the case to a colleague or to another team.</summary>
internal sealed class HandOver(CaseSaving saving, CatalogueInUse catalogue, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(HandOverInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (catalogue.Current.Council.Teams.All(team => team.Code != input.Team))
            {
                return "teamUnknown";
            }

            var isColleague = input.OwnerId is null || await db.Set<StaffMember>().AnyAsync(
                member => member.Id == input.OwnerId && member.Active && member.Team == input.Team, cancellationToken);
            return !isColleague ? "notInTeam" : file.Case.HandOver(file.Work, input.Team, input.OwnerId, input.Words) ? null : "closed";
        }, cancellationToken);
}
