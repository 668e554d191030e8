using System.Collections.Immutable;
using Kept.Domain.Calendars;

namespace Kept.Domain.Catalogue;

/// <summary>A heading under which services are listed.</summary>
public sealed record ServiceGroup(string Code, LocalText Name);

/// <summary>The people who own cases together.</summary>
/// <param name="Calendar">The code of the calendar by which its desk is open.</param>
public sealed record Team(string Code, LocalText Name, string Calendar);

/// <summary>What somebody could type into the search field in these months.</summary>
public sealed record SearchExample(ImmutableArray<int> Months, LocalText Text);

/// <summary>What all services of an organisation share.</summary>
/// <param name="Languages">Every text is there in these.</param>
/// <param name="Popular">Codes of the services shown first until it is known what is used most.</param>
public sealed record Council(
    ImmutableArray<string> Languages,
    ImmutableArray<ServiceGroup> Groups,
    ImmutableArray<Team> Teams,
    ImmutableArray<CalendarDefinition> Calendars,
    ImmutableArray<string> Popular,
    ImmutableArray<SearchExample> Examples);
