using System.Reflection;
using System.Runtime.CompilerServices;
using Kept.Storage;
using Microsoft.AspNetCore.Razor.Hosting;
using Shouldly;
using Xunit;

namespace Kept.Conventions.Tests.Capabilities;

/// <summary>Holds the compiled program against the table of <see cref="CapabilityTable.File"/>.</summary>
public sealed class CapabilityTests
{
    private static readonly Assembly Program = typeof(KeptDb).Assembly;

    /// <summary>They put the capabilities together, so they name all of them.</summary>
    private static readonly Type[] Composition = [typeof(KeptProgram), typeof(KeptDb)];

    /// <summary>The folder of each compiled page and view, as their types are all in one namespace.</summary>
    private static readonly Dictionary<Type, string> Pages = Program.GetCustomAttributes<RazorCompiledItemAttribute>()
        .ToDictionary(item => item.Type, item => "Kept" + Path.GetDirectoryName(item.Identifier)!.Replace('/', '.').TrimEnd('.'));

    /// <summary>Parts of a capability that are there for others; see the paragraph on them in the same file.</summary>
    private static readonly string[] OpenParts =
    [
        "Kept.Chrome.Components", "Kept.Chrome.Fields", "Kept.Chrome.Map", "Kept.Chrome.Safety", "Kept.Chrome.Language", "Kept.Chrome.Errors",
        "Kept.Cases.Timeline", "Kept.Files.Upload", "Kept.Catalogue.Reading", "Kept.Catalogue.TakeIntoUse",
        "Kept.Staff.StartUp", "Kept.Staff.ManageStaff", "Kept.Storage.Bulk", "Kept.Storage.Moving",
    ];

    private static readonly Lazy<IReadOnlyList<Use>> Uses = new(FindUses);

    [Fact]
    public void Every_capability_stands_in_the_table_and_the_table_has_no_other()
    {
        var capabilities = Program.GetTypes().Select(NamespaceOf)
            .Where(name => name.StartsWith("Kept.", StringComparison.Ordinal)).Select(CapabilityOf).Distinct().ToList();

        capabilities.Except(CapabilityTable.Rows.Keys).ShouldBeEmpty($"Missing in {CapabilityTable.File}");
    }

    [Fact]
    public void A_capability_uses_only_those_that_the_table_allows()
    {
        Uses.Value.Where(use => !CapabilityTable.Rows.TryGetValue(use.From, out var may) || !may.Contains(use.To))
            .GroupBy(use => (use.From, use.To), (arrow, uses) => $"{arrow.From} uses {arrow.To}: {uses.First().User} names {uses.First().Used}.")
            .Order().ShouldBeEmpty($"If it should, write it into {CapabilityTable.File}");
    }

    [Fact]
    public void A_capability_uses_of_another_its_root_namespace_and_its_operations()
    {
        var useCases = Program.GetTypes().Where(type => type.Namespace?.Split('.')[^1] == type.Name).Select(type => type.Namespace).ToHashSet();

        Uses.Value.Where(use => use.Used.Namespace != "Kept." + use.To && !useCases.Contains(use.Used.Namespace) && !OpenParts.Contains(use.Used.Namespace))
            .Select(use => $"{use.User} names {use.Used}, which is inside {use.To}.")
            .Distinct().Order().ShouldBeEmpty();
    }

    [Fact]
    public void The_table_allows_no_circle_and_names_no_stranger()
    {
        CapabilityTable.Rows.SelectMany(row => row.Value).Except(CapabilityTable.Rows.Keys).ShouldBeEmpty();
        var left = CapabilityTable.Rows.ToDictionary(row => row.Key, row => row.Value.ToHashSet());
        while (left.Where(row => row.Value.Count == 0).Select(row => row.Key).ToList() is { Count: > 0 } free)
        {
            free.ForEach(name => left.Remove(name));
            foreach (var uses in left.Values)
            {
                uses.ExceptWith(free);
            }
        }

        left.Select(row => $"{row.Key} → {string.Join(", ", row.Value)}").ShouldBeEmpty("These stand in a circle");
    }

    private static IReadOnlyList<Use> FindUses() =>
    [
        .. from user in Program.GetTypes()
           let space = NamespaceOf(user)
           where space.StartsWith("Kept.", StringComparison.Ordinal) && !Composition.Contains(Outermost(user))
           from used in References.Of(user)
           where used.Assembly == Program && used.Namespace?.StartsWith("Kept.", StringComparison.Ordinal) == true
           let edge = new Use(CapabilityOf(space), CapabilityOf(used.Namespace!), Outermost(user), Outermost(used))
           where edge.From.Split('.')[0] != edge.To.Split('.')[0] && !IsMadeByTheCompiler(used)
           select edge,
    ];

    private static string NamespaceOf(Type type) =>
        Pages.TryGetValue(Outermost(type), out var folder) ? folder : type.Namespace ?? "";

    /// <summary>"Mail.Outgoing" where the table has it, else "Mail". Among themselves, parts of one capability are free.</summary>
    private static string CapabilityOf(string space)
    {
        var names = space.Split('.')[1..];
        return names.Length > 1 && CapabilityTable.Rows.ContainsKey($"{names[0]}.{names[1]}") ? $"{names[0]}.{names[1]}" : names[0];
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsMadeByTheCompiler(Type type) => Outermost(type).IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private sealed record Use(string From, string To, Type User, Type Used);
}
