using Kept.Domain.Catalogue;

namespace Kept.Catalogue.Reading;

/// <summary>Whether a service makes sense: what its schema cannot say. Looks past what the schema has already found wrong.</summary>
internal static class ServiceSense
{
    public static void Check(SourceObject service, string fileCode, SourceObject? councilFile, List<Mistake> mistakes)
    {
        var council = councilFile is null ? CouncilCodes.None : CouncilCodes.Of(councilFile);
        if (service["code"] is SourceText code && code.Value != fileCode)
        {
            mistakes.Add(code.Mistake($"'code' must be the name of the file, \"{fileCode}\"; found {code.Found}"));
        }

        SenseCheck.KnownCode(service["group"], "group", council.Groups, mistakes);
        SenseCheck.KnownCode(service["team"], "team", council.Teams, mistakes);
        SenseCheck.KnownCode(service["calendar"], "calendar", council.Calendars, mistakes);
        SenseCheck.EveryLanguage(service, council.Languages, mistakes);
        CheckWords(service, council, mistakes);
        QuestionSense.Check(service, mistakes);
        CheckStages(service, council, mistakes);
        CheckPromise((service["whenReopened"] as SourceObject)?["promise"], mistakes);
        SenseCheck.UniqueCodes(service.Objects("visitReasons"), "reason", mistakes);
        PartnerSense.Check(service, mistakes);
    }

    private static void CheckWords(SourceObject service, CouncilCodes council, List<Mistake> mistakes)
    {
        if (service["words"] is SourceObject words && words["en"] is null)
        {
            foreach (var language in council.Languages.Where(language => words[language] is null))
            {
                mistakes.Add(words.Mistake($"'words' is missing in the language '{language}'; give a few everyday words"));
            }
        }
    }

    private static void CheckStages(SourceObject service, CouncilCodes council, List<Mistake> mistakes)
    {
        var stages = service.Objects("stages").ToList();
        SenseCheck.UniqueCodes(stages, "stage", mistakes);
        for (var i = 0; i < stages.Count; i++)
        {
            CheckStart(stages, i, mistakes);
            SenseCheck.KnownCode(stages[i]["calendar"], "calendar", council.Calendars, mistakes);
            CheckPromise(stages[i]["promise"], mistakes);
            if (stages[i]["target"] is SourceText { Value: Stage.SlotTarget } target && service["booking"] is null)
            {
                mistakes.Add(target.Mistake("'target' is the end of a booked slot, but the service has no 'booking'; add it, or give an amount and a unit such as \"7 working days\""));
            }
        }

        if (service.Objects("visitReasons").Any() is false
            && stages.Select(stage => stage["ends"]).OfType<SourceText>().FirstOrDefault(ends => ends.Value is "firstVisit" or "visitDone") is { } visit)
        {
            mistakes.Add(visit.Mistake("this stage ends with a visit, but 'visitReasons' is empty; give the reasons why a visit could not be done"));
        }
    }

    private static void CheckStart(List<SourceObject> stages, int index, List<Mistake> mistakes)
    {
        if (stages[index]["starts"] is not SourceText starts)
        {
            return;
        }

        if (index == 0 && starts.Value != "received")
        {
            mistakes.Add(starts.Mistake($"the first stage has nothing before it, so its clock must start when the case is received; found {starts.Found}, write \"received\""));
        }
        else if (starts.Value == "firstVisit" && !stages.Take(index).Any(EndsWithVisit))
        {
            mistakes.Add(starts.Mistake("no earlier stage ends with a visit, so this clock would never start; write \"previousStageEnded\""));
        }
    }

    private static bool EndsWithVisit(SourceObject stage) => stage["ends"] is SourceText { Value: "firstVisit" or "visitDone" };

    /// <summary>Every language needs the place where the day is filled in, and nothing else in braces.</summary>
    private static void CheckPromise(SourceNode? promise, List<Mistake> mistakes)
    {
        foreach (var text in (promise as SourceObject)?.Properties.Select(property => property.Value).OfType<SourceText>() ?? [])
        {
            var rest = text.Value.Replace(Stage.DatePlace, "", StringComparison.Ordinal);
            if (rest.Length == text.Value.Length)
            {
                mistakes.Add(text.Mistake($"the promise in the language {text.Name} does not say by when; write {{date}} where the day stands"));
            }
            else if (rest.AsSpan().ContainsAny('{', '}'))
            {
                mistakes.Add(text.Mistake($"the promise in the language {text.Name} has braces around something else than {{date}}; take them away"));
            }
        }
    }
}
