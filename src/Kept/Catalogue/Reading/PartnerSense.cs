namespace Kept.Catalogue.Reading;

/// <summary>Whether a service that programs of partners may use asks for nothing that Open311 cannot carry.</summary>
internal static class PartnerSense
{
    public static void Check(SourceObject service, List<Mistake> mistakes)
    {
        if (service["open311"] is not SourceText use || use.Value == "none")
        {
            return;
        }

        if (service["details"] is SourceObject details && details["address"] is SourceText { Value: "required" })
        {
            mistakes.Add(use.Mistake("Open311 has no field for where a resident lives, but 'details' requires the address; write \"none\""));
        }

        var questions = service.Objects("questions").ToList();
        if (questions.FirstOrDefault(NeedsFiles) is { } files)
        {
            mistakes.Add(files.Mistake("a service on Open311 cannot require photos or documents, as programs send them afterwards; write \"required\": false here, or \"open311\": \"none\""));
        }

        if (use.Value == "listed" && !questions.Any(question => question["type"] is SourceText { Value: "place" }))
        {
            mistakes.Add(use.Mistake("only services that ask for a place can be listed for everybody; write \"unlisted\""));
        }
    }

    private static bool NeedsFiles(SourceObject question) =>
        question["type"] is SourceText { Value: "photos" or "documents" } && question.Flag("required") != false;
}
