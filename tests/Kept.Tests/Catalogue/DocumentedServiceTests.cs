using Kept.Catalogue;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>The example in docs/catalogue.md can be copied as it stands.</summary>
public sealed class DocumentedServiceTests
{
    [Fact]
    public void The_example_is_a_service_without_a_mistake()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "catalogue.md"));
        using var folder = new CatalogueFolder();
        folder.Write("council.json", folder.Read("council.json").Replace("[\"en\", \"de\", \"hr\", \"hu\"]", "[\"en\", \"de\"]", StringComparison.Ordinal));
        var popular = folder.Read("council.json").Split("\"popular\": ")[1].Split(']')[0] + "]";
        folder.Change("council.json", popular, "[\"broken-bench\"]");
        folder.Write("services/broken-bench.json", page.Split("```json\n")[1].Split("```")[0]);

        var reading = new CatalogueFiles().Read(folder.Path);

        (reading as CatalogueReading.Wrong)?.Mistakes.ShouldBeEmpty();
        ((CatalogueReading.Right)reading).Services.ShouldHaveSingleItem().Service.Code.ShouldBe("broken-bench");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kept.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
