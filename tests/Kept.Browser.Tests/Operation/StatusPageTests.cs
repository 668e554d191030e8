using Kept.Browser.Tests.Windows;
using Kept.Domain.Cases;
using Kept.Forwarding;
using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Operation;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace Kept.Browser.Tests.Operation;

/// <summary>How the status page looks on a bad day, in every window.</summary>
public sealed class StatusPageTests(Chromium chromium)
{
    [Theory, Views]
    public async Task It_can_be_read_and_used(View view)
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Kept:Demo"] = "true");
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist the Second", StaffRole.Administrator, team: null, language: view.Language);
        app.Services.GetRequiredService<WorkJournal>().Failed(typeof(SendDueMail), new IOException("no"));
        await app.RunDueWorkAsync();
        await app.ReadAsync(db => db.Messages.OrderByDescending(message => message.Id).Take(3)
            .ExecuteUpdateAsync(change => change.SetProperty(message => message.State, MessageState.Failed)));
        await app.ReadAsync(async db =>
        {
            var about = await db.Cases.Where(about => about.State == CaseState.Open).Select(about => about.Id).FirstAsync();
            var forward = new Forward(app.NewId(), about, "county-highways", app.Now);
            forward.WasRefused("Service code POT is not known. Ask highways@county.example for the new list of services.");
            db.Add(forward);
            var silent = new WorkReport("kept-worker-2/640", WorkReport.Itself);
            silent.Say(app.Now - Duration.FromMinutes(9), ranAt: null, failedAt: null, failures: 0, problem: null);
            db.Add(silent);
            return await db.SaveChangesAsync();
        });
        await using var window = await chromium.OpenAsync(app, view);

        await window.SignInAsync(hanna, "/desk/status");

        await window.CheckAsync("status");
    }
}
