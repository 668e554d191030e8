using System.Globalization;
using Kept.Cases;
using Kept.Cases.ReceiveCase;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Mail.Outgoing;
using Kept.Texts;
using NodaTime;

namespace Kept.Demo;

/// <summary>How cases of the demo begin: somebody asks for something, on some channel, and gets the first mail.</summary>
internal sealed class CaseOpening
{
    private const double IsAnonymous = 0.12;
    private const double OpensTheLink = 0.55;

    private static readonly (Channel Channel, double Share)[] Channels =
    [
        (Channel.Web, 64), (Channel.Phone, 19), (Channel.Mail, 6), (Channel.Counter, 5), (Channel.Api, 4), (Channel.Letter, 1), (Channel.Social, 1),
    ];

    private readonly DemoCouncil council;
    private readonly TextLibrary texts;
    private readonly DemoFiles files;
    private readonly TakenBefore taken;
    private readonly Demand demand;
    private readonly DemoAnswers answers;
    private readonly List<(long Id, QuestionType Type)> newFiles = [];

    public CaseOpening(DemoCouncil council, Streets streets, TextLibrary texts, DemoFiles files, TakenBefore taken)
    {
        (this.council, this.texts, this.files, this.taken) = (council, texts, files, taken);
        demand = new Demand(council.Catalogue.Services);
        answers = new DemoAnswers(council.Dice, council.Phrases, council.Places, streets, AddFile);
    }

    /// <summary>At the time of the council's clock.</summary>
    public (ToldCase Told, Service Service) Open()
    {
        var dice = council.Dice;
        var (service, slot) = Wanted();
        var resident = council.SomebodyElse;
        var calendar = council.CalendarOf(service.Service.Calendar);
        newFiles.Clear();
        var given = answers.To(service.Service, resident, calendar.Local(council.Clock.Now).Date, slot);
        var channel = Channels[dice.Weighted([.. Channels.Select(entry => entry.Share)])].Channel;
        var words = texts.In(resident.Language);
        var place = SubmissionText.PlaceOf(given);
        var submission = new Submission(
            channel, words.Language, SubmissionText.TitleOf(service.Service, given, place, words),
            AnswerJson.Write(service.Service, given).ToJsonString(), place, DetailsOf(resident, service.Service.Details), service.VersionId,
            slot is null ? null : BookableSlots.IntervalOf(slot, calendar));
        var work = council.WorkOn(service.Service, channel is Channel.Web or Channel.Api ? By.Resident : council.OnThePhone);
        var received = Receive(submission, work);
        var told = new ToldCase(received, CaseWords.Of(received, SubmissionText.SearchWordsOf(service.Service, given, texts, words.Language)));
        AddRows(told, new CaseFile(received, work), submission.Slot);
        return (told, service.Service);
    }

    /// <summary>Something that is not booked out.</summary>
    private (CataloguedService Service, AnswerValue.Slot? Slot) Wanted()
    {
        while (true)
        {
            var month = council.Clock.Now.InZone(council.Zone).Month;
            var service = council.Catalogue.Services[demand.In(month, council.Dice)];
            if (service.Service.Booking is not { } booking)
            {
                return (service, null);
            }

            var calendar = council.CalendarOf(service.Service.Calendar);
            var free = BookableSlots.Offer(booking, calendar, council.Clock.Now)
                .Where(slot => taken.PlacesIn(service.Service.Code, BookableSlots.IntervalOf(slot, calendar).Start) < booking.Capacity).Take(4).ToList();
            if (free.Count > 0)
            {
                return (service, council.Dice.Pick(free));
            }
        }
    }

    private Case Receive(Submission submission, CaseWork work)
    {
        var received = Case.Receive(submission, work);
        while (!taken.References.Add(TakenBefore.NumberOf(received.Reference)))
        {
            received = Case.Receive(submission, work);
        }

        return received;
    }

    private void AddRows(ToldCase told, CaseFile file, Interval? slot)
    {
        var code = file.Service.Code;
        if (slot is { } booked)
        {
            told.Add(new Kept.Cases.Booking(council.NewId(), file.Case.Id, code, booked.Start, taken.TakePlace(code, booked.Start)));
        }

        var arrived = newFiles.Select(made => files.Make(made.Id, made.Type, file.Case, isPublic: made.Type == QuestionType.Photos)).ToList();
        arrived.ForEach(told.Add);
        var reporter = file.Case.Reporter!;
        council.Post.To(told, file, reporter, ReceivedMail.Kind, notice => ReceivedMail.Write(notice, arrived));
        if (reporter.MailKey is { } key && council.Dice.Chance(OpensTheLink) && taken.Confirmed.Add(key))
        {
            told.Add(new ConfirmedAddress(key, council.Clock.Now + council.Dice.Minutes(1, 300)));
        }
    }

    private ContactDetails DetailsOf(Resident resident, AskedDetails asked)
    {
        if (asked.MayBeAnonymous && council.Dice.Chance(IsAnonymous))
        {
            return ContactDetails.None;
        }

        return new ContactDetails(
            Given(asked.Name, resident.Name, resident.Name), Given(asked.Mail, resident.Mail, $"{CaseWords.Folded(resident.Name).Replace(' ', '.')}@example.org"),
            Given(asked.Phone, resident.Phone, "01632 960 999"), Given(asked.Address, resident.Home.Address, resident.Home.Address));
    }

    private static string? Given(Need need, string? has, string? otherwise) => need switch
    {
        Need.None => null,
        Need.Required => has ?? otherwise,
        _ => has,
    };

    private string AddFile(QuestionType type)
    {
        var id = files.NewId();
        newFiles.Add((id, type));
        return id.ToString(CultureInfo.InvariantCulture);
    }
}
