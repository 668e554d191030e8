using System.Text;
using Kept.Outside;

namespace Kept.Forwarding.Exchange;

/// <summary>Talks to another Open311 server.</summary>
internal sealed class TheirServer(OutsideCalls outside)
{
    public async Task<OutsideAnswer> GetAsync(
        ForwardPartner partner, string path, IEnumerable<(string Name, string? Value)> query, CancellationToken cancellationToken)
    {
        var address = partner.AddressOf(path) + "?" + Encode(Common(partner).Concat(query));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await outside.SendAsync(request, TheirAnswer.MostBytes, cancellationToken);
    }

    /// <param name="key">Lets a server that knows such keys recognise a repeated sending.</param>
    public async Task<OutsideAnswer> PostAsync(
        ForwardPartner partner, string path, IEnumerable<(string Name, string? Value)> fields, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, partner.AddressOf(path))
        {
            Content = new StringContent(Encode(Common(partner).Concat(fields)), Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await outside.SendAsync(request, TheirAnswer.MostBytes, cancellationToken);
    }

    private static IEnumerable<(string, string?)> Common(ForwardPartner partner) => [("api_key", partner.ApiKey), ("jurisdiction_id", partner.Jurisdiction)];

    private static string Encode(IEnumerable<(string Name, string? Value)> fields) => string.Join('&',
        fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value!)}"));
}
