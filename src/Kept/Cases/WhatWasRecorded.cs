using System.Collections.Immutable;
using System.Globalization;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Files;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases;

/// <summary>One line of what was recorded.</summary>
/// <param name="IsInternal">For the one who wrote it and for staff alone: it never stands where others may read it.</param>
internal sealed record RecordedLine(string Label, string Words, bool IsInternal);

/// <summary>
/// What a resident sent, as they read it again: every answer, how they are reached, and every file that arrived. To be shown
/// to the one who sent it, and to nobody else who follows the case.
/// </summary>
internal static class WhatWasRecorded
{
    /// <summary>The answers in the order of the questions, and then name and addresses as far as they are known.</summary>
    public static ImmutableArray<RecordedLine> Lines(Case about, Service service, Words words)
    {
        var answers = AnswerJson.ReadStored(service, about.Answers);
        var answered = from question in service.Questions
                       let answer = answers.GetValueOrDefault(question.Code)
                       where answer is not null
                       select new RecordedLine(question.Label.In(words.Language), AnswerWords.InFull(question, answer, words), question.Internal);
        return [.. answered, .. Reached(about.Reporter, words)];
    }

    /// <summary>
    /// The files of a report, each behind the name of what was asked for: "Birth certificate: paper.pdf (PDF, 120 KB)". One that
    /// a question asked for, "Do you have a photo?", stands by itself.
    /// </summary>
    /// <param name="named">Whether the names are repeated, which their sender chose.</param>
    public static ImmutableArray<string> Files(Case about, Service service, IEnumerable<StoredFile> files, bool named, Words words)
    {
        var askedBy = QuestionsByFile(service, about);
        return
        [
            .. from file in files
               let what = named ? FileInWords.WithName(file, words) : FileInWords.Of(file, words)
               select InWords(askedBy.GetValueOrDefault(file.Id.ToString(CultureInfo.InvariantCulture))?.Label.In(words.Language), what, words),
        ];
    }

    private static string InWords(string? asked, string file, Words words) =>
        asked is null || asked.EndsWith('?') ? file : words["recorded.file", ("asked", asked), ("file", file)];

    /// <summary>The files that came with the report, in the order in which they came.</summary>
    public static Task<List<StoredFile>> FilesOfReportAsync(this KeptDb db, Case about, CancellationToken cancellationToken) =>
        db.Set<StoredFile>().AsNoTracking().Where(file => file.CaseId == about.Id && file.Purpose == FilePurpose.Report)
            .OrderBy(file => file.Id).ToListAsync(cancellationToken);

    private static Dictionary<string, Question> QuestionsByFile(Service service, Case about)
    {
        var answers = AnswerJson.ReadStored(service, about.Answers);
        return service.Questions
            .SelectMany(question => answers.GetValueOrDefault(question.Code) is AnswerValue.Files files ? files.Ids.Select(id => (id, question)) : [])
            .DistinctBy(pair => pair.id, StringComparer.Ordinal)
            .ToDictionary(pair => pair.id, pair => pair.question, StringComparer.Ordinal);
    }

    private static IEnumerable<RecordedLine> Reached(Follower? reporter, Words words) =>
        from detail in new[] { ("name", reporter?.Name), ("mail", reporter?.Mail), ("phone", reporter?.Phone), ("address", reporter?.Address) }
        where !string.IsNullOrWhiteSpace(detail.Item2)
        select new RecordedLine(words[$"report.details.{detail.Item1}"], detail.Item2!, IsInternal: true);
}
