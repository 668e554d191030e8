using Kept.Api;
using Kept.Desk.CasePage;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Keys;
using Kept.Texts;

namespace Kept.Desk.Api;

/// <summary>Takes in the files of a request, as the forms of the case page do.</summary>
internal sealed class CallFiles(FormUploads uploads, ReadCase read, CurrentKey current, Words words)
{
    /// <param name="reference">Of the case.</param>
    /// <param name="files">As they came.</param>
    /// <param name="purpose">What they are for; null where the request takes none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IReadOnlyList<StoredFile> Taken, IResult? Problem)> TakeAsync(
        Reference reference, IReadOnlyList<IFormFile> files, FilePurpose? purpose, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return ([], null);
        }

        if (purpose is not { } wanted)
        {
            return ([], Wrong([words["api.problem.no-files"]]));
        }

        if (await read.FindAsync(reference, cancellationToken) is not { } about)
        {
            return ([], ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-case", words));
        }

        var (taken, problems) = await uploads.TakeAsync(about.Id, files, wanted, current.Required.Staff!.Id, cancellationToken);
        return problems.Count == 0 ? (taken, null) : ([], Wrong([.. problems]));
    }

    private IResult Wrong(string[] problems) =>
        ApiProblem.Of(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["files"] = problems }, words);
}
