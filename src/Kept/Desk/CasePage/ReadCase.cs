using System.Collections.Immutable;
using Kept.Cases;
using Kept.Catalogue;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue.Answers;
using Kept.Domain.Promises;
using Kept.Files;
using Kept.Forwarding.Exchange.ReadForwards;
using Kept.Promises;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Desk.CasePage;

/// <summary>Reads one case for its page: the same number of statements however much has happened on it.</summary>
internal sealed class ReadCase(
    KeptDb db, CaseFiles files, CatalogueInUse catalogue, ReadTimeline timeline, PromiseConflicts conflicts, ReadForwards forwards, StaffDirectory staff,
    DeskTime time, TextLibrary texts, Words words)
{
    private const int MostOthers = 4;

    /// <summary>A landlord's office may be on thousands of cases; the newest are looked at.</summary>
    private const int MostLookedAt = 200;

    /// <summary>Null when there is no such case.</summary>
    public async Task<CaseScreen?> HandleAsync(Reference reference, StaffIdentity reader, CancellationToken cancellationToken)
    {
        if (await files.ReadAsync(reference, By.Staff(reader.Id), cancellationToken) is not { } file)
        {
            return null;
        }

        var about = file.Case;
        var told = await timeline.HandleAsync(file, cancellationToken);
        var stored = await db.Set<StoredFile>().AsNoTracking().Where(stored => stored.CaseId == about.Id)
            .OrderBy(stored => stored.Id).ToListAsync(cancellationToken);
        return new CaseScreen
        {
            File = file,
            Title = CaseTitle.In(about, file.Service, texts, words),
            Service = file.Service.Name.In(words.Language),
            Team = TeamNames.Of(catalogue, about.Team, words),
            Owner = await NameOfAsync(about.OwnerId, cancellationToken),
            Place = about.Place.IsKnown ? AnswerWords.Of(about.Place, words) : "",
            Where = PlaceBeside.Where(file.Service, about.Place, about.Reporter?.Address, words),
            Promises = await PromisesAsync(file, cancellationToken),
            Then = [.. about.Stages.Where(stage => stage is { ClockStartedAt: null, EndedAt: null } && !about.IsClosed)
                .Select(stage => file.Service.StageOf(stage.Code).Next.In(words.Language))],
            Answers = AnswersOf(file),
            Timeline = told.Entries,
            Files = [.. stored],
            NotFetched = await NotFetchedAsync(about.Id, cancellationToken),
            Forwards = await forwards.HandleAsync(about.Id, cancellationToken),
            Others = await OthersAsync(about, cancellationToken),
            ToldLast = ToldLast.Of(about, told.Entries, words),
            Next = NextBestAction.Of(about, file.Service),
            Cost = new CaseCost(about.Contacts, about.Chasers, told.Messages, about.Visits.Count, told.People),
            MergedInto = await MergedIntoAsync(about, cancellationToken),
            LastEvent = told.LastEvent,
            OwnerBefore = told.OwnerBefore,
            Proposals = await ProposalsAsync(about, cancellationToken),
            Prepared = Prepare(file, reader),
        };
    }

    private async Task<ImmutableArray<PartnerMedia>> NotFetchedAsync(CaseId about, CancellationToken cancellationToken) =>
        [.. await db.Set<PartnerMedia>().AsNoTracking()
            .Where(media => media.CaseId == about && (media.State == MediaState.Refused || media.State == MediaState.GivenUp))
            .OrderBy(media => media.Id).ToListAsync(cancellationToken)];

    /// <summary>What an upload has to know before the case itself is taken out.</summary>
    public async Task<CaseHead?> FindAsync(Reference reference, CancellationToken cancellationToken) =>
        await db.Cases.AsNoTracking().Where(known => known.Reference == reference)
            .Select(known => new CaseHead(known.Id, known.ReceivedAt)).SingleOrDefaultAsync(cancellationToken);

    private async Task<ImmutableArray<ProposalView>> ProposalsAsync(Case about, CancellationToken cancellationToken)
    {
        var views = ImmutableArray.CreateBuilder<ProposalView>();
        foreach (var proposal in await db.Set<Proposal>().AsNoTracking()
            .Where(proposal => proposal.CaseId == about.Id && proposal.DecidedAt == null).OrderBy(proposal => proposal.Id).ToListAsync(cancellationToken))
        {
            views.Add(new ProposalView(
                proposal.Id, proposal.Kind, proposal.Words, proposal.Source, await NameOfAsync(proposal.StaffId, cancellationToken) ?? ""));
        }

        return views.ToImmutable();
    }

    private async Task<string?> NameOfAsync(long? id, CancellationToken cancellationToken) =>
        id is { } known ? (await staff.FindAsync(known, cancellationToken))?.Name : null;

    /// <summary>Those that count now first, then what became of the others, the newest first.</summary>
    private async Task<ImmutableArray<PromiseView>> PromisesAsync(CaseFile file, CancellationToken cancellationToken)
    {
        var views = ImmutableArray.CreateBuilder<PromiseView>();
        var unanswered = NextBestAction.BrokenAndUnanswered(file.Case);
        foreach (var promise in file.Case.Promises
            .OrderBy(promise => promise.IsOpen || promise == unanswered ? 0 : 1)
            .ThenBy(promise => promise.IsOpen ? promise.Due.ToUnixTimeTicks() : -promise.GivenAt.ToUnixTimeTicks()))
        {
            var left = TimeLeft.Of(PromiseClock.Of(promise), catalogue.CalendarOf(promise.Calendar), time.Now);
            views.Add(new PromiseView(
                promise, file.Work.Promises.InWords(promise, words.Language), left,
                ExplanationWords.Sentences(ExplanationJson.Read(promise.Explanation), words),
                conflicts.Of(file.Case, promise), await NameOfAsync(promise.GivenById, cancellationToken)));
        }

        return views.ToImmutable();
    }

    private ImmutableArray<(string, string)> AnswersOf(CaseFile file)
    {
        var answers = AnswerJson.ReadStored(file.Service, file.Case.Answers);
        return [.. file.Service.Questions.Where(question => answers.ContainsKey(question.Code))
            .Select(question => (question.Label.In(words.Language), AnswerWords.Of(question, answers[question.Code], words)))];
    }

    /// <summary>Open cases of anybody on this one, by mail address or number.</summary>
    private async Task<OtherCases> OthersAsync(Case about, CancellationToken cancellationToken)
    {
        var mails = about.Followers.Select(follower => follower.MailKey).OfType<string>().Distinct().ToArray();
        var phones = about.Followers.Select(follower => follower.PhoneKey).OfType<string>().Distinct().ToArray();
        if (mails.Length + phones.Length == 0)
        {
            return new OtherCases([], 0);
        }

        var byMail = db.Set<Follower>().Where(follower => follower.MailKey != null && mails.Contains(follower.MailKey));
        var byPhone = db.Set<Follower>().Where(follower => follower.PhoneKey != null && phones.Contains(follower.PhoneKey));
        var same = NewestCases(byMail).Concat(NewestCases(byPhone));
        var others = db.Cases.AsNoTracking().Where(other => other.Id != about.Id && other.State != CaseState.Closed && same.Contains(other.Id));
        var found = await others.OrderByDescending(other => other.ReceivedAt).Take(MostOthers)
            .Select(other => new { other.Reference, other.Title, other.ServiceCode }).ToListAsync(cancellationToken);
        return new OtherCases(
            [.. found.Select(other => new OtherCase(
                other.Reference, other.Title, catalogue.Find(other.ServiceCode)?.Service.Name.In(words.Language) ?? other.ServiceCode))],
            await others.CountAsync(cancellationToken));
    }

    private static IQueryable<CaseId> NewestCases(IQueryable<Follower> followers) =>
        followers.OrderByDescending(follower => follower.Id).Take(MostLookedAt).Select(follower => follower.CaseId);

    private async Task<Reference?> MergedIntoAsync(Case about, CancellationToken cancellationToken) => about.MergedInto is { } id
        ? await db.Cases.AsNoTracking().Where(other => other.Id == id).Select(other => (Reference?)other.Reference).SingleAsync(cancellationToken)
        : null;

    private PreparedNotice? Prepare(CaseFile file, StaffIdentity reader)
    {
        var policy = file.Service.WhenBroken;
        if (!policy.NeedsApproval || NextBestAction.BrokenAndUnanswered(file.Case) is not { } broken)
        {
            return null;
        }

        var (about, calendar) = (file.Case, catalogue.CalendarOf(broken.Calendar));
        var due = calendar.DueAt(time.Now, Target.Parse(policy.Extension));
        return new PreparedNotice(
            broken, policy.Reason.In(about.Language), PromiseTimes.DayOf(calendar.Zone, due),
            about.OwnerId == reader.Id || reader.MayActAs(StaffRole.Lead));
    }
}
