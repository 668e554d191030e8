using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Surveys;

namespace Kept.Demo;

/// <summary>A case of the demo with everything that is saved beside it.</summary>
internal sealed class ToldCase(Case about, CaseWords words)
{
    private readonly List<object> others = [];

    public Case Case => about;

    /// <summary>What it can be found by.</summary>
    public CaseWords Words => words;

    public Survey? LastSurvey { get; private set; }

    /// <summary>Messages, bookings, files, surveys.</summary>
    public void Add(object row)
    {
        others.Add(row);
        LastSurvey = row as Survey ?? LastSurvey;
    }

    public IEnumerable<object> Rows() =>
    [
        about, words, .. about.Followers, .. about.Stages, .. about.Promises, .. about.Pauses, .. about.Visits, .. about.ContactLog,
        .. about.Events, .. others,
    ];
}
