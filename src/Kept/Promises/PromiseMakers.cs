using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using Kept.Texts;
using NodaTime;

namespace Kept.Promises;

/// <summary>Makes the promises of a service on the calendars in use, in the words of the languages there are.</summary>
internal sealed class PromiseMakers(CatalogueInUse catalogue, TextLibrary texts)
{
    private readonly OwnPromises own = new(InAll(texts, "promise.own"), InAll(texts, "promise.byDate"));

    public PromiseMaker For(Service service) => new(service, catalogue.CalendarOf, InWords, own);

    private static LocalText InAll(TextLibrary texts, string key) =>
        new(texts.Languages.ToDictionary(language => language, language => texts.In(language).Raw(key), StringComparer.Ordinal));

    private string InWords(LocalDate day, LocalTime? time, string language)
    {
        var words = texts.In(language);
        return time is { } hour
            ? words["promise.dayAndTime", ("day", words.Day(day)), ("time", words.Time(hour))]
            : words.Day(day);
    }
}
