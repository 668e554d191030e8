using System.Globalization;
using System.Text.Json.Nodes;
using Kept.Cases;
using Kept.Cases.ReceiveCase;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Texts;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Case = Kept.Domain.Cases.Case;

namespace Kept.Browser.Tests.Desk;

/// <summary>Cases for the desk, made through the program's own operations.</summary>
internal static class DeskBench
{
    /// <summary>A report over the web with these answers.</summary>
    /// <param name="title">Where the answers are left out.</param>
    public static async Task<Case> ReceiveAsync(this KeptApp app, string service, string answers, ContactDetails details, string? title = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var input = title is null
            ? Read(scope.ServiceProvider, service, answers, details)
            : Titled(scope.ServiceProvider, service, details, title);
        var key = new SubmissionKey("test", app.NewId().ToString(CultureInfo.InvariantCulture), "");
        var outcome = await scope.ServiceProvider.GetRequiredService<ReceiveCase>().HandleAsync(
            input(key) with { Key = key }, CancellationToken.None);
        return outcome.ShouldBeOfType<ReceiveCaseOutcome.Received>().Case;
    }

    /// <summary>Rubbish dumped in this street, reported by somebody of whom little is known.</summary>
    public static Task<Case> DumpedAsync(this KeptApp app, string street) => app.ReceiveAsync(
        "fly-tipping",
        new JsonObject { ["what"] = new JsonArray("bags"), ["size"] = "car-boot", ["where"] = new JsonObject { ["address"] = street }, ["blocks"] = false }.ToJsonString(),
        new ContactDetails("Sam Poole", "sam.poole@example.org", null));

    public static async Task DoAsync<TOperation>(this KeptApp app, Func<TOperation, Task<CaseOutcome>> use)
        where TOperation : notnull =>
        (await app.WithAsync(use)).ShouldBeOfType<CaseOutcome.Done>();

    public static string DeskAddress(this Case about) => $"/desk/cases/{about.Reference.Value}";

    private static Func<SubmissionKey, ReceiveCaseInput> Read(IServiceProvider services, string service, string answers, ContactDetails details)
    {
        var body = new JsonObject
        {
            ["service"] = service,
            ["answers"] = JsonNode.Parse(answers),
            ["contact"] = new JsonObject { ["name"] = details.Name, ["mail"] = details.Mail, ["phone"] = details.Phone },
        };
        var reading = services.GetRequiredService<CaseRequestReader>().Read(body, forCaller: false, services.GetRequiredService<TextLibrary>().In("en"));
        if (reading is CaseRequestReading.Wrong wrong)
        {
            throw new ArgumentException(string.Join("; ", wrong.Errors.Select(error => error.Key + ": " + error.Value[0])), nameof(answers));
        }

        var accepted = (CaseRequestReading.Accepted)reading;
        return key => accepted.ToInput(key, By.Resident, _ => (201, "")) with { Submission = accepted.Submission with { Channel = Channel.Web } };
    }

    private static Func<SubmissionKey, ReceiveCaseInput> Titled(IServiceProvider services, string service, ContactDetails details, string title)
    {
        var offered = services.GetRequiredService<CatalogueInUse>().Find(service)!;
        var submission = new Submission(Channel.Web, "en", title, "{}", new Place(), details, offered.VersionId);
        return key => new ReceiveCaseInput(offered, submission, key, title, [], By.Resident);
    }
}
