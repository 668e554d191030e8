using Kept.Mail.Outgoing.DevMail;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Mail.Outgoing.Smtp;
using Kept.Settings;
using Kept.Workers;
using Microsoft.Extensions.Options;

namespace Kept.Mail.Outgoing;

internal static class OutgoingMailServices
{
    public static IServiceCollection AddOutgoingMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailSettings>().BindSettings(configuration.GetSection(MailSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailSettings>, MailSettingsCheck>();
        services.AddSingleton<ComposeMail>();
        services.AddSingleton<MessageStateWords>();
        services.AddSingleton<MailMeters>();
        services.AddSingleton<SmtpMailer>();
        services.AddSingleton<FolderMailer>();
        services.AddSingleton<MailFolder>();
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<IOptions<MailSettings>>().Value.ToFolder
            ? provider.GetRequiredService<FolderMailer>()
            : provider.GetRequiredService<SmtpMailer>());
        services.AddScoped<ConfirmedAddresses>();
        services.AddScoped<ClaimDueMail>();
        services.AddPeriodicWork<SendDueMail.SendDueMail>();
        return services;
    }
}
