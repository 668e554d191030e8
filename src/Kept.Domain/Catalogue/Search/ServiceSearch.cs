using System.Collections.Immutable;

namespace Kept.Domain.Catalogue.Search;

/// <summary>A service that may be meant.</summary>
/// <param name="Score">Comparable only within one search; the higher the likelier.</param>
public sealed record FoundService(Service Service, double Score);

/// <summary>
/// Finds services by everyday words: "sofa in the lane". Case, accents, endings and small typing mistakes do not matter;
/// rare words count more than common ones; words of other languages count less. Built once for a catalogue; finding
/// does not change it, so that requests can share it.
/// </summary>
public sealed class ServiceSearch
{
    private const double NameWeight = 1.15;
    private const double WordsWeight = 1;
    private const double OptionWeight = 0.6;
    private const double DescriptionWeight = 0.3;
    private const double OtherLanguage = 0.45;
    private const double PhraseBonus = 0.5;

    /// <summary>Of a search text; what follows is not looked at.</summary>
    private const int MostWords = 16;

    /// <summary>What scores less than this part of the best is left out.</summary>
    private const double Faint = 0.3;

    private readonly ImmutableArray<Service> services;
    private readonly Vocabulary vocabulary = new();
    private readonly List<List<Place>> places = [];
    private readonly List<Phrase> phrases = [];
    private readonly Dictionary<(int Word, string Language), double> rarities = [];

    public ServiceSearch(IEnumerable<Service> services)
    {
        this.services = [.. services];
        for (var i = 0; i < this.services.Length; i++)
        {
            Add(i, this.services[i]);
        }

        for (var word = 0; word < places.Count; word++)
        {
            foreach (var inLanguage in places[word].CountBy(place => place.Language))
            {
                rarities[(word, inLanguage.Key)] = Math.Log(1 + ((double)this.services.Length / inLanguage.Value));
            }
        }
    }

    /// <summary>The services that may be meant, likeliest first; empty when nothing is like it.</summary>
    /// <param name="language">In which the pages are read, and most likely the words are typed.</param>
    public ImmutableArray<FoundService> Find(string text, string language)
    {
        var scores = new double[services.Length];
        var sure = new Dictionary<int, double>();
        var best = new double[services.Length];
        foreach (var typed in StopWords.TakenOut(WordFolding.WordsOf(text, language), language).Distinct(StringComparer.Ordinal).Take(MostWords))
        {
            Array.Clear(best);
            foreach (var (word, likeness) in vocabulary.Like(typed))
            {
                foreach (var place in places[word])
                {
                    var score = likeness * place.Weight * rarities[(word, place.Language)] * (place.Language == language ? 1 : OtherLanguage);
                    best[place.Service] = Math.Max(best[place.Service], score);
                }

                if (likeness >= WordLikeness.Sure)
                {
                    sure[word] = Math.Max(sure.GetValueOrDefault(word), likeness);
                }
            }

            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] += best[i];
            }
        }

        AddPhrases(scores, sure, language);
        return Ranked(scores);
    }

    private ImmutableArray<FoundService> Ranked(double[] scores)
    {
        var top = scores.DefaultIfEmpty().Max();
        return top <= 0 ? [] :
        [
            .. services.Select((service, i) => new FoundService(service, scores[i]))
                .Where(found => found.Score >= top * Faint)
                .OrderByDescending(found => found.Score).ThenBy(found => found.Service.Kind)
                .ThenBy(found => found.Service.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>A phrase of a service that was typed as a whole says more than its words one by one.</summary>
    private void AddPhrases(double[] scores, Dictionary<int, double> sure, string language)
    {
        var bonuses = new double[scores.Length];
        foreach (var phrase in phrases)
        {
            if (phrase.Words.All(sure.ContainsKey))
            {
                var bonus = phrase.Words.Sum(word => sure[word] * rarities[(word, phrase.Language)])
                    * PhraseBonus * (phrase.Language == language ? 1 : OtherLanguage);
                bonuses[phrase.Service] = Math.Max(bonuses[phrase.Service], bonus);
            }
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += bonuses[i];
        }
    }

    private void Add(int number, Service service)
    {
        foreach (var (language, words) in service.Words)
        {
            foreach (var phrase in words)
            {
                AddText(number, language, phrase, WordsWeight, isPhrase: true);
            }
        }

        AddTexts(number, service.Name, NameWeight);
        AddTexts(number, service.Description, DescriptionWeight);
        foreach (var option in service.Questions.SelectMany(question => question.Options))
        {
            AddTexts(number, option.Label, OptionWeight);
        }
    }

    private void AddTexts(int service, LocalText text, double weight)
    {
        foreach (var (language, words) in text.Languages)
        {
            AddText(service, language, words, weight, isPhrase: false);
        }
    }

    private void AddText(int service, string language, string text, double weight, bool isPhrase)
    {
        var words = StopWords.TakenOut(WordFolding.WordsOf(text, language), language).Select(vocabulary.Add).Distinct().ToImmutableArray();
        foreach (var word in words)
        {
            if (word == places.Count)
            {
                places.Add([]);
            }

            var at = places[word].FindIndex(place => place.Service == service && place.Language == language);
            if (at < 0)
            {
                places[word].Add(new Place(service, language, weight));
            }
            else if (places[word][at].Weight < weight)
            {
                places[word][at] = new Place(service, language, weight);
            }
        }

        if (isPhrase && words.Length > 1)
        {
            phrases.Add(new Phrase(service, language, words));
        }
    }

    /// <summary>Where a word stands: in which service and language, and how much it says there.</summary>
    private sealed record Place(int Service, string Language, double Weight);

    private sealed record Phrase(int Service, string Language, ImmutableArray<int> Words);
}
