using Kept.Cases.Notices;
using Kept.Domain.Catalogue;
using Kept.Files;
using Kept.Mail.Outgoing;

namespace Kept.Cases.ReceiveCase;

/// <summary>"We have your report": what was recorded, by when what happens, what could delay it, how to follow, add or withdraw.</summary>
internal static class ReceivedMail
{
    public const string Kind = "received";

    /// <param name="files">What came with it.</param>
    public static void Write(Notice notice, IReadOnlyCollection<StoredFile> files)
    {
        var (words, about, service) = (notice.Words, notice.Case, notice.Service);
        var what = service.Name.In(words.Language);
        var reference = about.Reference.ToString();
        notice.Subject = words["notice.received.subject", ("what", what), ("reference", reference)];
        notice.Heading(words[$"notice.received.heading.{KindOf(service)}"]);
        notice.Pairs(Recorded(notice));
        if (files.Count > 0)
        {
            notice.Say(words["report.sent.files", ("count", files.Count)]);
            notice.List(WhatWasRecorded.Files(about, service, files, notice.MayRepeat, words));
        }

        foreach (var promise in about.Promises)
        {
            notice.Promise(promise);
        }

        foreach (var sentence in BookedTime.Sentences(about, service, words))
        {
            notice.Say(sentence);
        }

        foreach (var stage in about.Stages.Where(stage => stage.ClockStartedAt is null))
        {
            notice.Say(service.StageOf(stage.Code).Next.In(words.Language));
        }

        notice.Say(words["notice.received.weWrite"]);
        notice.Say(service.Delays.In(words.Language));
        notice.Say(words["notice.received.keep", ("reference", reference)]);
        notice.Button(words["notice.received.follow"], notice.CaseAddress);
        if (!notice.MayRepeat)
        {
            notice.Say(words["notice.received.notRepeated"]);
        }

        notice.Say(service.Data.In(words.Language));
    }

    private static string KindOf(Service service) => service.Kind.ToString().ToLowerInvariant();

    private static IEnumerable<Pair> Recorded(Notice notice)
    {
        var words = notice.Words;
        yield return new Pair(words["notice.received.reference.label"], notice.Case.Reference.ToString());
        yield return new Pair(words["notice.received.what.label"], notice.Service.Name.In(words.Language));
        if (!notice.MayRepeat)
        {
            yield break;
        }

        yield return new Pair(words["notice.received.details.label"], notice.Title);
        foreach (var line in WhatWasRecorded.Lines(notice.Case, notice.Service, words))
        {
            yield return new Pair(line.Label, line.IsInternal ? words["notice.received.internal"] : line.Words);
        }
    }
}
