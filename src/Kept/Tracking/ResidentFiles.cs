using Kept.Domain.Cases;
using Kept.Files;
using Kept.Files.Upload;
using Kept.Texts;

namespace Kept.Tracking;

/// <summary>Takes in what a resident adds to a case as files.</summary>
internal sealed class ResidentFiles(FileIntake intake, FileLimits limits, Words words)
{
    /// <summary>The rows of what was taken, to be saved with the change; and what was wrong with the others.</summary>
    public async Task<(IReadOnlyList<StoredFile> Taken, IReadOnlyList<string> Problems)> TakeAsync(
        CaseId about, IReadOnlyList<IFormFile> chosen, CancellationToken cancellationToken)
    {
        if (chosen.Count > limits.MaxFiles)
        {
            return ([], [words["files.tooMany", ("count", limits.MaxFiles)]]);
        }

        var (taken, problems) = (new List<StoredFile>(), new List<string>());
        var origin = new FileOrigin(about, null, FilePurpose.Information, IsPublic: true, AddedBy: null);
        foreach (var file in chosen)
        {
            switch (await intake.TakeAsync(file.ToUpload(words), origin, cancellationToken))
            {
                case FileTaking.Taken one:
                    taken.Add(one.File);
                    break;
                case FileTaking.Refused refused:
                    problems.Add($"{FileName.AsTold(file.FileName)}: {refused.Why.Explain(limits, words)}");
                    break;
                default:
                    problems.Add(words["files.diskFull"]);
                    break;
            }
        }

        return (taken, problems);
    }
}
