using System.Text.Json;
using Kept.Commands;
using Kept.Tests.Catalogue;
using Kept.Texts;
using Shouldly;
using Xunit;

namespace Kept.Tests.Commands;

/// <summary><c>kept catalogue check</c>, as somebody types it.</summary>
public sealed class CatalogueVerbTests
{
    [Fact]
    public async Task The_shipped_catalogue_has_no_mistake()
    {
        var (code, said) = await RunAsync("check", "--folder", Kept.Catalogue.CatalogueFiles.ShippedFolder);

        said.ShouldBe("15 services, no mistake.");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task A_mistake_is_named_with_its_line_and_fails()
    {
        using var folder = Spoilt();

        var (code, said) = await RunAsync("check", "--folder", folder.Path);

        said.ShouldStartWith("services/fly-tipping.json line ");
        said.ShouldEndWith("1 mistake.");
        code.ShouldBe(1);
    }

    [Fact]
    public async Task A_machine_reads_line_column_and_pointer()
    {
        using var folder = Spoilt();

        var (_, said) = await RunAsync("check", "--folder", folder.Path, "--json");

        var mistake = JsonDocument.Parse(said).RootElement.GetProperty("mistakes")[0];
        mistake.GetProperty("file").GetString().ShouldBe("services/fly-tipping.json");
        mistake.GetProperty("line").GetInt32().ShouldBe(folder.LineOf("services/fly-tipping.json", "7 days working"));
        mistake.GetProperty("pointer").GetString().ShouldBe("/stages/0/target");
    }

    private static CatalogueFolder Spoilt()
    {
        var folder = new CatalogueFolder("fly-tipping");
        var popular = folder.Read("council.json").Split("\"popular\": ")[1].Split(']')[0] + "]";
        return folder.Change("council.json", popular, "[]").Change("services/fly-tipping.json", "\"7 working days\"", "\"7 days working\"");
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var parsed = CatalogueVerb.Build(TextLibrary.Load().In("en")).Parse(arguments);
        parsed.InvocationConfiguration.Output = output;
        return (await parsed.InvokeAsync(), output.ToString().Trim());
    }
}
