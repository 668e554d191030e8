using Kept.Catalogue;
using Microsoft.Extensions.Options;

namespace Kept.Forwarding.Exchange;

/// <summary>
/// Says at start which forwarding names something that the catalogue does not have. It does not stop the start, as the
/// catalogue may be taken into use later, and the cases of all other services go on.
/// </summary>
internal sealed partial class ForwardingNotice(
    CatalogueInUse catalogue, IOptions<ForwardingSettings> settings, ILogger<ForwardingNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, partner) in settings.Value.Partners)
        {
            foreach (var (code, to) in partner.Services)
            {
                var questions = catalogue.Find(code)?.Service.Questions.Select(question => question.Code).ToHashSet(StringComparer.Ordinal);
                if (questions is null)
                {
                    LogNoService(log, name, code);
                }

                foreach (var question in to.Attributes.Keys.Where(question => questions?.Contains(question) == false))
                {
                    LogNoQuestion(log, name, code, question);
                }
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Forwarding:Partners:{Partner} names the service \"{Service}\", which the catalogue does not have. Nothing is forwarded for it.")]
    private static partial void LogNoService(ILogger log, string partner, string service);

    [LoggerMessage(LogLevel.Warning, "Forwarding:Partners:{Partner}:Services:{Service}:Attributes names the question \"{Question}\", which this service does not ask.")]
    private static partial void LogNoQuestion(ILogger log, string partner, string service, string question);
}
