using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Outside;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Webhooks.ManageWebhooks;

/// <summary>What cannot stay so in what an administrator typed.</summary>
internal sealed class CheckTerms(KeptDb db, CatalogueInUse catalogue, OutsideCalls outside)
{
    public const int LongestName = 80;
    public const int LongestAddress = 500;

    /// <param name="terms">As typed.</param>
    /// <param name="current">What is edited; its services may stay although the catalogue has dropped them.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task<ImmutableArray<InputProblem>> ProblemsAsync(WebhookTerms terms, Webhook? current, CancellationToken cancellationToken)
    {
        var problems = new List<InputProblem>();
        if (string.IsNullOrWhiteSpace(terms.Name) || terms.Name.Length > LongestName || terms.Name.Any(char.IsControl))
        {
            problems.Add(new InputProblem("Name", "webhooks.problem.name"));
        }
        else
        {
            var id = current?.Id ?? 0;
            if (await db.Set<Webhook>().AnyAsync(other => other.Name == terms.Name && other.Id != id, cancellationToken))
            {
                problems.Add(new InputProblem("Name", "webhooks.problem.nameTaken"));
            }
        }

        if (terms.Address.Length > LongestAddress || !Uri.TryCreate(terms.Address, UriKind.Absolute, out var address)
            || address.Fragment.Length > 0 || !outside.MayBeCalled(address))
        {
            problems.Add(new InputProblem("Address", "webhooks.problem.address"));
        }

        if (terms.Groups.Any(group => !Enum.TryParse<TurnGroup>(group, out var known) || known.ToString() != group))
        {
            problems.Add(new InputProblem("Groups", "webhooks.problem.choice"));
        }

        if (terms.Services.Any(code => catalogue.Find(code) is null && current?.Terms.Services.Contains(code) != true))
        {
            problems.Add(new InputProblem("Services", "webhooks.problem.choice"));
        }

        return [.. problems];
    }
}
