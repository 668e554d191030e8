using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Tracking;

/// <summary>What the desk does meanwhile to the one case there is.</summary>
internal static class OnlyCase
{
    public static async Task CloseOnlyCaseAsync(this KeptApp app, params StoredFile[] proof)
    {
        var reference = (await app.ReadAsync(db => db.Cases.SingleAsync())).Reference;
        (await app.WithAsync<CloseCase, CaseOutcome>(close => close.HandleAsync(
            new CloseCaseInput(reference, SeenVersion: null, By.System, Outcome.Fixed, Words: null, proof), TestContext.Current.CancellationToken)))
            .ShouldBeOfType<CaseOutcome.Done>();
    }
}
