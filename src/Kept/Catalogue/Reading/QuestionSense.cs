namespace Kept.Catalogue.Reading;

/// <summary>Whether the questions of a service make sense together.</summary>
internal static class QuestionSense
{
    public static void Check(SourceObject service, List<Mistake> mistakes)
    {
        var questions = service.Objects("questions").ToList();
        SenseCheck.UniqueCodes(questions, "question", mistakes);
        for (var i = 0; i < questions.Count; i++)
        {
            CheckFields(questions[i], mistakes);
            CheckShowWhen(questions, i, mistakes);
        }

        OnlyOne(questions, "place", mistakes);
        OnlyOne(questions, "slot", mistakes);
        CheckPlace(service, questions, mistakes);
        CheckBooking(service, questions, mistakes);
    }

    private static string TypeOf(SourceObject question) => (question["type"] as SourceText)?.Value ?? "";

    private static void CheckFields(SourceObject question, List<Mistake> mistakes)
    {
        var type = TypeOf(question);
        SenseCheck.UniqueCodes(question.Objects("options"), "option", mistakes);
        if (type is "oneOf" or "manyOf" && question["options"] is null)
        {
            mistakes.Add(question.Mistake($"this question has the type {type} but no 'options'; give at least two"));
        }

        Misplaced(question, "options", type is "oneOf" or "manyOf", "oneOf and manyOf", mistakes);
        Misplaced(question, "dates", type is "date", "date", mistakes);
        Misplaced(question, "min", type is "number" or "photos" or "documents" or "manyOf", "number, photos, documents and manyOf", mistakes);
        Misplaced(question, "max", type is "number" or "photos" or "documents" or "manyOf" or "text" or "longText",
            "number, text, longText, photos, documents and manyOf", mistakes);
        if (question["min"] is SourceNumber min && question["max"] is SourceNumber max && min.Value > max.Value)
        {
            mistakes.Add(min.Mistake($"'min' is greater than 'max' ({min.Found} and {max.Found}); change one of them"));
        }
    }

    private static void Misplaced(SourceObject question, string name, bool allowed, string types, List<Mistake> mistakes)
    {
        if (!allowed && question.Property(name) is { } property)
        {
            mistakes.Add(property.Mistake($"'{name}' is only for questions of the type {types}; take it away"));
        }
    }

    private static void CheckShowWhen(List<SourceObject> questions, int index, List<Mistake> mistakes)
    {
        if (questions[index]["showWhen"] is not SourceObject when || when["question"] is not SourceText code)
        {
            return;
        }

        bool Has(SourceObject question) => question["code"] is SourceText own && own.Value == code.Value;
        var earlier = questions.Take(index).FirstOrDefault(Has);
        if (earlier is null)
        {
            mistakes.Add(code.Mistake(questions.Skip(index).Any(Has)
                ? $"the question {code.Found} is not asked before this one; move it further up"
                : $"there is no question {code.Found}{Suggestion.For(code.Value, questions.Select(one => one["code"]).OfType<SourceText>().Select(one => one.Value))}"));
        }
        else if (when["is"] is SourceText value)
        {
            CheckShowWhenValue(earlier, value, mistakes);
        }
    }

    private static void CheckShowWhenValue(SourceObject earlier, SourceText value, List<Mistake> mistakes)
    {
        string[] possible = TypeOf(earlier) switch
        {
            "yesNo" => ["yes", "no"],
            "oneOf" or "manyOf" => [.. earlier.Objects("options").Select(option => option["code"]).OfType<SourceText>().Select(code => code.Value)],
            _ => [],
        };
        if (possible.Length == 0)
        {
            mistakes.Add(value.Mistake("'showWhen' can look only at questions of the type yesNo, oneOf and manyOf; choose another question"));
        }
        else if (!possible.Contains(value.Value))
        {
            mistakes.Add(value.Mistake($"{value.Found} is not an answer to that question; use one of {string.Join(", ", possible)}"));
        }
    }

    private static void OnlyOne(List<SourceObject> questions, string type, List<Mistake> mistakes)
    {
        foreach (var second in questions.Where(question => TypeOf(question) == type).Skip(1))
        {
            mistakes.Add(second.Mistake($"a service can ask for one {type} only; take this question away"));
        }
    }

    private static void CheckPlace(SourceObject service, List<SourceObject> questions, List<Mistake> mistakes)
    {
        if (service.Property("duplicatesWithinMetres") is { } radius && !questions.Exists(question => TypeOf(question) == "place"))
        {
            mistakes.Add(radius.Mistake("'duplicatesWithinMetres' needs a question of the type place; add one or take it away"));
        }
    }

    private static void CheckBooking(SourceObject service, List<SourceObject> questions, List<Mistake> mistakes)
    {
        var slot = questions.Find(question => TypeOf(question) == "slot");
        if (slot is not null && service["booking"] is null)
        {
            mistakes.Add(slot.Mistake("this question offers days to book, but the service has no 'booking'; add it"));
        }
        else if (slot is null && service.Property("booking") is { } booking)
        {
            mistakes.Add(booking.Mistake("'booking' needs a question of the type slot; add one or take it away"));
        }

        if (service["booking"] is SourceObject times && times["from"] is SourceText from && times["to"] is SourceText to
            && string.CompareOrdinal(from.Value, to.Value) >= 0)
        {
            mistakes.Add(to.Mistake($"'to' must be later than 'from' ({from.Value}); found {to.Found}"));
        }
    }
}
