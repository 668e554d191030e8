using System.Reflection;
using System.Text.RegularExpressions;
using Kept.Storage;
using Kept.Testing;
using Kept.Tests.Desk.Api;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>
/// Holds <c>docs/api.md</c> against the program: everything a page does stands in it, with the operation that does the same, or
/// the reason why there is none.
/// </summary>
public sealed partial class PagesAndApiTests
{
    private const int ShortestReason = 20;

    [Fact]
    public async Task Whatever_a_page_can_do_an_operation_can_do_or_it_is_said_why_not()
    {
        await using var app = await KeptApp.StartAsync();
        var operations = OpenApiTests.Operations(await OpenApiTests.DescriptionAsync(app))
            .Select(operation => operation.Operation.GetProperty("operationId").GetString()!).ToHashSet();
        var rows = await RowsAsync();

        rows.Select(row => row.Handler).Order().ShouldBe(Handlers().Order(), "docs/api.md lists what pages do");
        rows.SelectMany(row => row.Operations).Except(operations).ShouldBeEmpty("there is no such operation");
        rows.Where(row => row.Operations.Count == 0 && row.Reason.Length < ShortestReason).Select(row => row.Handler).ShouldBeEmpty("a reason is missing");
    }

    private static IEnumerable<string> Handlers() =>
        from page in typeof(KeptDb).Assembly.GetTypes()
        where typeof(PageModel).IsAssignableFrom(page) && !page.IsAbstract && !page.Namespace!.Contains(".Dev", StringComparison.Ordinal)
        from method in page.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        let name = method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name[..^"Async".Length] : method.Name
        where HandlerName().IsMatch(name)
        select $"{page.Name}.{name}";

    /// <summary>Lines such as <c>| `StaffListPage.OnGet` | … | `ListPeople` |</c>.</summary>
    private static async Task<List<(string Handler, List<string> Operations, string Reason)>> RowsAsync()
    {
        var file = Path.Combine(RootFolder(), "docs", "api.md");
        return
        [
            .. from line in await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)
               let cells = line.Split('|', StringSplitOptions.TrimEntries)
               where cells.Length == 5 && cells[1].StartsWith('`')
               select (cells[1].Trim('`'), Quoted().Matches(cells[3]).Select(match => match.Groups["name"].Value).ToList(), cells[3]),
        ];
    }

    private static string RootFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Kept.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex("^On(Get|Post)([A-Z]|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex HandlerName();

    [GeneratedRegex("`(?<name>[A-Za-z0-9]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
