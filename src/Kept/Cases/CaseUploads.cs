using System.Globalization;
using Kept.Domain.Catalogue;
using Kept.Files;
using Kept.Files.Upload;
using Kept.Texts;

namespace Kept.Cases;

/// <summary>The files that came with a report of a program: each names in its part the question that it answers.</summary>
internal sealed class CaseUploads(FileIntake intake, FileLimits limits, Words words)
{
    /// <summary>A part "answers.proof" answers the question "proof".</summary>
    public const string Prefix = "answers.";

    /// <summary>Parts that name no question.</summary>
    public static IEnumerable<string> Strangers(IReadOnlyList<IFormFile> files) =>
        files.Select(file => file.Name).Where(name => !name.StartsWith(Prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    /// <summary>Something to check the answers with before any file is looked at: as many as there are, by question.</summary>
    public static ILookup<string, string> Announced(IReadOnlyList<IFormFile> files) => files
        .Select((file, number) => (Question: QuestionOf(file), Id: number.ToString(CultureInfo.InvariantCulture)))
        .ToLookup(file => file.Question, file => file.Id, StringComparer.Ordinal);

    /// <summary>Looks at the files and puts them on disk; their rows are to be saved with the case.</summary>
    /// <param name="service">Asks for them.</param>
    /// <param name="files">Each for a question of this service.</param>
    /// <param name="addedBy">The member of staff; null for a resident.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rows by question, and what was wrong with the others by part.</returns>
    public async Task<(ILookup<string, StoredFile> Taken, IReadOnlyDictionary<string, string[]> Problems)> TakeAsync(
        Service service, IReadOnlyList<IFormFile> files, long? addedBy, CancellationToken cancellationToken)
    {
        var (taken, problems) = (new List<(string Question, StoredFile File)>(), new List<(string Part, string Sentence)>());
        foreach (var file in files)
        {
            switch (await intake.TakeAsync(file.ToUpload(words), OriginOf(service, QuestionOf(file), addedBy), cancellationToken))
            {
                case FileTaking.Taken one:
                    taken.Add((QuestionOf(file), one.File));
                    break;
                case FileTaking.Refused refused:
                    problems.Add((file.Name, $"{FileName.AsTold(file.FileName)}: {refused.Why.Explain(limits, words)}"));
                    break;
                default:
                    problems.Add((file.Name, words["files.diskFull"]));
                    break;
            }
        }

        return (
            taken.ToLookup(file => file.Question, file => file.File, StringComparer.Ordinal),
            problems.GroupBy(problem => problem.Part).ToDictionary(part => part.Key, part => part.Select(problem => problem.Sentence).ToArray(), StringComparer.Ordinal));
    }

    private static string QuestionOf(IFormFile file) => file.Name[Prefix.Length..];

    /// <summary>As from the pages of a report: photos of what anybody could see may be shown to neighbours, documents are for staff alone.</summary>
    private static FileOrigin OriginOf(Service service, string code, long? addedBy)
    {
        var question = service.Questions.First(question => question.Code == code);
        return new FileOrigin(null, null, FilePurpose.Report, question.Type == QuestionType.Photos && !question.Internal, addedBy);
    }
}
