using Kept.Domain.Cases;
using Kept.Files;
using Kept.Files.Upload;
using Kept.Texts;

namespace Kept.Desk.CasePage;

/// <summary>Takes in what was chosen in a file field of a form on a case.</summary>
internal sealed class FormUploads(FileIntake intake, FileLimits limits, Words words)
{
    /// <summary>The rows of what was taken, to be saved with the change; and what was wrong with the others.</summary>
    public async Task<(IReadOnlyList<StoredFile> Taken, IReadOnlyList<string> Problems)> TakeAsync(
        CaseId about, IReadOnlyList<IFormFile> chosen, FilePurpose purpose, long by, CancellationToken cancellationToken)
    {
        var files = chosen.Where(file => file.Length > 0 || file.FileName.Length > 0).ToList();
        if (files.Count > limits.MaxFiles)
        {
            return ([], [words["files.tooMany", ("count", limits.MaxFiles)]]);
        }

        var (taken, problems) = (new List<StoredFile>(), new List<string>());
        var origin = new FileOrigin(about, null, purpose, IsPublic: true, by);
        foreach (var file in files)
        {
            switch (await intake.TakeAsync(file.ToUpload(words), origin, cancellationToken))
            {
                case FileTaking.Taken one:
                    taken.Add(one.File);
                    break;
                case FileTaking.Refused refused:
                    problems.Add(refused.Why.Explain(limits, words));
                    break;
                case FileTaking.DiskFull:
                    problems.Add(words["files.diskFull"]);
                    break;
            }
        }

        return (taken, problems);
    }
}
