using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Texts;
using NodaTime;

namespace Kept.Cases.Timeline;

/// <summary>
/// Writes the lines of a case's timeline in a reader's language. Staff and residents read the same sentences; whoever
/// shows them to a resident leaves out events that are not public, and gives no names.
/// </summary>
/// <param name="zone">In which times are shown.</param>
/// <param name="nameOf">The name of a member of staff; null where the reader is not told names.</param>
internal sealed class EventWords(CaseFile file, Council council, DateTimeZone zone, Words words, Func<long, string?>? nameOf = null)
{
    public EventLine Of(CaseEvent entry)
    {
        var details = EventDetails.Of(entry);
        var contact = entry.Kind == EventKind.Contacted && details.Number("contact") is { } id
            ? file.Case.ContactLog.FirstOrDefault(contact => contact.Id == id)
            : null;
        return new EventLine(
            entry.Id, entry.Kind, entry.At, Local(entry.At), SentenceOf(entry, details), PromiseIn(entry, details),
            SaidIn(entry, details), By(entry, details), entry.IsPublic, ToneOf(entry, details), contact?.Id,
            contact?.Incoming ?? false, contact?.Chaser ?? details.Flag("chaser"));
    }

    /// <summary>The lines of several events. Files that came with one thing, or one after the other from the same hand, are one line.</summary>
    /// <param name="entries">In their order, which stays.</param>
    public IEnumerable<(CaseEvent Entry, EventLine Line)> OfAll(IEnumerable<CaseEvent> entries)
    {
        var (told, files, last) = (new List<(CaseEvent Entry, EventLine Line)>(), 0L, -1);
        foreach (var entry in entries)
        {
            if (entry.Kind != EventKind.FileAdded)
            {
                told.Add((entry, Of(entry)));
                continue;
            }

            var more = EventDetails.Of(entry).Number("files") ?? 1;
            if (last >= 0 && AreOne(told[last].Entry, entry, areNeighbours: last == told.Count - 1))
            {
                files += more;
                told[last] = (told[last].Entry, told[last].Line with { Sentence = words["event.fileAdded", ("files", files)] });
            }
            else
            {
                told.Add((entry, Of(entry)));
                (files, last) = (more, told.Count - 1);
            }
        }

        return told;
    }

    private static bool AreOne(CaseEvent one, CaseEvent other, bool areNeighbours)
    {
        var apart = one.At > other.At ? one.At - other.At : other.At - one.At;
        return (one.Actor, one.ById, one.IsPublic) == (other.Actor, other.ById, other.IsPublic)
            && (apart == Duration.Zero || (areNeighbours && apart < Duration.FromHours(1)));
    }

    private string SentenceOf(CaseEvent entry, EventDetails details) => entry.Kind switch
    {
        EventKind.Received => words["event.received", ("channel", details.Text("channel"))],
        EventKind.Visited => Visited(entry, details),
        EventKind.StageEnded => words["event.stageEnded", ("stage", StageName(details.Text("stage")))],
        EventKind.Taken => words["event.taken", ("name", NameOf(details.Number("to")))],
        EventKind.HandedOver => HandedOver(details),
        EventKind.Escalated => words["event.escalated", ("name", NameOf(details.Number("to")))],
        EventKind.Contacted => Contacted(details),
        EventKind.InformationAdded when details.Flag("leftToOthers") => words["event.leftToOthers"],
        EventKind.InformationAdded => words["event.informationAdded", ("files", details.Number("files") ?? 0)],
        EventKind.FileAdded => words["event.fileAdded", ("files", details.Number("files") ?? 1)],
        EventKind.Merged => details.Text("into") is { } into
            ? words["event.merged.into", ("reference", into)]
            : words["event.merged.from", ("reference", details.Text("from") ?? "")],
        EventKind.Closed => words["event.closed", ("outcome", details.Text("outcome"))],
        EventKind.SurveyAnswered => words["event.surveyAnswered", ("answer", details.Text("answer"))],
        EventKind.PromiseRevised => words["event.promiseRevised"],
        EventKind.PromiseGiven => words["event.promiseGiven"],
        EventKind.PromiseKept => words["event.promiseKept"],
        EventKind.PromiseBroken => words["event.promiseBroken"],
        EventKind.Warned => words["event.warned"],
        EventKind.Noted => words["event.noted"],
        EventKind.Messaged => words["event.messaged"],
        EventKind.Paused => words["event.paused"],
        EventKind.Resumed => words["event.resumed"],
        EventKind.Followed => words["event.followed"],
        EventKind.Unmerged => details.Text("from") is { } other ? words["event.letGo", ("reference", other)] : words["event.unmerged"],
        EventKind.Reopened => words[details.Flag("mistake") ? "event.closeUndone" : "event.reopened"],
        EventKind.Corrected => words["event.corrected"],
        EventKind.Withdrawn => words["event.withdrawn"],
    };

    private string Visited(CaseEvent entry, EventDetails details)
    {
        var done = details.Flag("done");
        var reason = file.Service.VisitReasons.FirstOrDefault(known => known.Code == details.Text("reason"))?.Label.In(words.Language);
        var sentence = done ? words["event.visited.done"] : words["event.visited.notDone", ("reason", reason ?? details.Text("reason") ?? "")];
        var earlier = details.Moment("at") is { } at && entry.At - at > Duration.FromMinutes(30);
        return earlier ? $"{sentence} {words["event.visited.at", ("moment", words.Moment(Local(details.Moment("at")!.Value)))]}" : sentence;
    }

    private string HandedOver(EventDetails details)
    {
        var team = council.Teams.FirstOrDefault(team => team.Code == details.Text("team"))?.Name.In(words.Language) ?? details.Text("team") ?? "";
        return details.Number("to") is { } colleague
            ? words["event.handedOver.colleague", ("name", NameOf(colleague)), ("team", team)]
            : words["event.handedOver.team", ("team", team)];
    }

    private string Contacted(EventDetails details)
    {
        var way = details.Flag("incoming") ? "in" : "out";
        return words[$"event.contacted.{way}", ("channel", details.Text("channel"))];
    }

    private string StageName(string? code) =>
        file.Service.Stages.FirstOrDefault(stage => stage.Code == code)?.Name.In(words.Language) ?? code ?? "";

    /// <summary>The sentence as it was given, or as it reads in this language where the promise is still known.</summary>
    private string? PromiseIn(CaseEvent entry, EventDetails details)
    {
        if (entry.Kind is not (EventKind.PromiseGiven or EventKind.PromiseKept or EventKind.PromiseRevised or EventKind.PromiseBroken or EventKind.Warned))
        {
            return null;
        }

        return file.Case.Promises.FirstOrDefault(known => known.Id == details.Number("promise")) is { } promise
            ? file.Work.Promises.InWords(promise, words.Language)
            : entry.Words;
    }

    private static string? SaidIn(CaseEvent entry, EventDetails details) => entry.Kind switch
    {
        EventKind.PromiseRevised => details.Text("reason"),
        EventKind.PromiseGiven or EventKind.PromiseKept or EventKind.PromiseBroken or EventKind.Warned => null,
        _ => string.IsNullOrWhiteSpace(entry.Words) ? null : entry.Words,
    };

    private static EventTone ToneOf(CaseEvent entry, EventDetails details) => entry.Kind switch
    {
        EventKind.PromiseBroken => EventTone.Broken,
        EventKind.PromiseKept => EventTone.Good,
        EventKind.Closed => EventTone.Good,
        EventKind.Visited when details.Flag("done") => EventTone.Good,
        EventKind.Contacted or EventKind.Messaged or EventKind.InformationAdded or EventKind.Received => EventTone.Contact,
        _ => EventTone.Plain,
    };

    /// <summary>Of what came from another system its name, as nobody here did it.</summary>
    private string? By(CaseEvent entry, EventDetails details) => nameOf is null ? null : details.Text("system") ?? entry.Actor switch
    {
        // A promise that follows from a report is ours, whoever sent the report.
        Actor.Resident when entry.Kind == EventKind.PromiseGiven => words["event.by.system"],
        Actor.Resident => words["event.by.resident"],
        Actor.System => words["event.by.system"],
        Actor.Staff => NameOf(entry.ById),
    };

    private string NameOf(long? staff) => (staff is { } id ? nameOf?.Invoke(id) : null) ?? words["event.by.colleague"];

    private LocalDateTime Local(Instant instant) => instant.InZone(zone).LocalDateTime;
}
