using Kept.Domain.Catalogue.Answers;
using Kept.Storage;
using NodaTime;

namespace Kept.Reports.IsItOneOfThese;

/// <summary>Remembers that none of the cases at this place is meant, so that the question is not asked again for it.</summary>
internal sealed class NoneOfThese(KeptDb db, IClock clock)
{
    public static bool WasSaid(OpenDraft draft) => draft.Details.NoneOfTheseAt is { } at && at == PlaceOf(draft);

    public async Task SayAsync(OpenDraft draft, CancellationToken cancellationToken)
    {
        draft.Draft.Describe(draft.Details with { NoneOfTheseAt = PlaceOf(draft) }, draft.Draft.Language, clock.GetCurrentInstant());
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string PlaceOf(OpenDraft draft) =>
        draft.Spot is null ? "" : AnswerJson.Write(draft.Service, draft.Answers)[draft.Service.PlaceQuestion!.Code]!.ToJsonString();
}
