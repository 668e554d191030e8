using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Files;
using Kept.Files.Upload;
using Kept.Texts;

namespace Kept.Reports.AnswerQuestion;

/// <summary>What was wrong with a file and what to do, with the name by which its sender knows it.</summary>
internal static class FileProblemWords
{
    private const int MostOfName = 60;

    public static string Of(FileProblem problem, Question question, FileLimits limits, Words words)
    {
        var why = problem switch
        {
            FileProblem.Refused refused => refused.Why.Explain(limits, words),
            FileProblem.TooMany => words["files.tooMany", ("count", AnswerCheck.MostFilesOf(question))],
            FileProblem.DiskFull => words["files.diskFull"],
            _ => throw new ArgumentOutOfRangeException(nameof(problem)),
        };
        var name = string.Concat(problem.Name.Where(character => !char.IsControl(character)));
        return name.Length == 0 ? why : $"{(name.Length > MostOfName ? name[..MostOfName] + "…" : name)}: {why}";
    }
}
