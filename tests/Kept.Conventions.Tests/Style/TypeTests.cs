using System.Reflection;
using System.Runtime.CompilerServices;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Testing;
using Kept.Workers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Conventions.Tests.Style;

public sealed class TypeTests
{
    /// <summary>Types of the web framework that they may know all the same, each with its reason.</summary>
    private static readonly Dictionary<string, string> MayBeKnown = new(StringComparer.Ordinal)
    {
        ["IdentityUser`1"] = "A member of staff is one, so reading an id or an address names it.",
    };

    private static readonly Assembly Program = typeof(KeptDb).Assembly;

    private static readonly Assembly Domain = typeof(CaseId).Assembly;

    [Fact]
    public void Classes_are_sealed_unless_something_derives_from_them()
    {
        var types = Written(Program).Concat(Written(Domain)).Concat(Written(typeof(KeptApp).Assembly)).ToList();
        var bases = types.Select(type => Definition(type.BaseType)).ToHashSet();

        types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !bases.Contains(type))
            .Select(type => type.FullName).Order().ShouldBeEmpty();
    }

    [Fact]
    public void The_program_shows_nothing_to_the_outside()
    {
        // Razor finds only public tag helpers, and their properties show the types of values they take.
        var tagHelpers = Written(Program).Where(type => typeof(ITagHelper).IsAssignableFrom(type)).ToList();
        var shown = tagHelpers.Concat(tagHelpers.SelectMany(type => type.GetProperties())
            .SelectMany(property => property.PropertyType.GetGenericArguments().Append(property.PropertyType))).ToHashSet();

        Written(Program).Where(type => type.IsPublic && !type.IsEnum && type.Name != "Program" && !IsPage(type) && !shown.Contains(type))
            .Select(type => type.FullName).Order().ShouldBeEmpty();
    }

    [Fact]
    public void The_domain_knows_NodaTime_and_nothing_else()
    {
        Domain.GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Where(name => name is not "NodaTime" && !name.StartsWith("System.", StringComparison.Ordinal) && name != "netstandard")
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Operations_and_entities_know_nothing_of_the_web()
    {
        await using var app = await KeptApp.StartAsync();
        var entities = await app.ReadAsync(db => Task.FromResult(
            db.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(type => type.Assembly == Program).ToList()));

        (from type in Written(Program).Where(IsOperation).Concat(entities).Distinct()
         from part in WithNested(type)
         from used in Capabilities.References.Of(part)
         where used.Namespace?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true && !MayBeKnown.ContainsKey(used.Name)
         select $"{type} names {used}").Distinct().Order().ShouldBeEmpty();
    }

    [Fact]
    public void No_folder_is_a_drawer()
    {
        string[] drawers = ["Common", "Helpers", "Utils", "Utilities", "Shared", "Manager", "Managers", "Dto", "Dtos", "Misc", "Extensions"];

        Sources.Repository.Files.SelectMany(file => file.FilePath.Split('/')[..^1]).Distinct()
            .Intersect(drawers, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
        Written(Program).Concat(Written(Domain)).Select(type => type.Name)
            .Where(name => drawers.Any(drawer => name.EndsWith(drawer, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    /// <summary>The class with the name of its use case's folder (static ones only map addresses), and periodic work.</summary>
    private static bool IsOperation(Type type) =>
        (type.Namespace?.Split('.')[^1] == type.Name && !type.IsAbstract && !typeof(PageModel).IsAssignableFrom(type)) || typeof(IPeriodicWork).IsAssignableFrom(type);

    private static bool IsPage(Type type) => type.Namespace == "AspNetCoreGeneratedDocument";

    private static IEnumerable<Type> WithNested(Type type) =>
        type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).SelectMany(WithNested).Prepend(type);

    private static Type? Definition(Type? type) => type is { IsGenericType: true } ? type.GetGenericTypeDefinition() : type;

    private static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes().Where(type =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !type.Name.StartsWith('<')
        && type.Namespace?.StartsWith("Kept", StringComparison.Ordinal) == true
        && !(type.FullName ?? "").Contains('<', StringComparison.Ordinal));
}
