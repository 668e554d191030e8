using Kept.Catalogue;
using Kept.Chrome.Fields;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Webhooks.ManageWebhooks;

/// <summary>What the page of a new webhook and that of a known one have in common: the form, and a secret to be shown.</summary>
internal abstract class WebhookFormPage(CatalogueInUse catalogue, Words words) : StaffPage(words)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public List<string> Groups { get; set; } = [];

    [BindProperty]
    public List<string> Services { get; set; } = [];

    [BindProperty]
    public bool Personal { get; set; }

    /// <summary>Shown in the answer to the press that made it, and never again.</summary>
    public string? Secret { get; protected set; }

    public abstract bool IsFirstSecret { get; }

    public IEnumerable<Option> GroupOptions => Enum.GetNames<TurnGroup>()
        .Select(group => new Option(group, Words["webhooks.group." + group], $"kept.{group.ToLowerInvariant()}.*"));

    public IEnumerable<Option> ServiceOptions => catalogue.Current.Services
        .Select(service => new Option(service.Service.Code, service.Service.Name.In(Words.Language)))
        .Concat(Services.Where(code => catalogue.Find(code) is null).Select(code => new Option(code, code)));

    protected WebhookTerms Typed => new(Name?.Trim() ?? "", Address?.Trim() ?? "", Groups, Services, Personal);

    protected void Show(WebhookTerms terms) => (Name, Address, Groups, Services, Personal) =
        (terms.Name, terms.Address, [.. terms.Groups], [.. terms.Services], terms.Personal);
}
