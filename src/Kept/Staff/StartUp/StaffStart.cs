using Kept.Settings;
using Kept.Staff.Demo;
using Kept.Staff.Passwords;
using Microsoft.Extensions.Options;

namespace Kept.Staff.StartUp;

/// <summary>
/// Before the first request: the people of the demo council, where the demo is wanted and the database is new, and the
/// decoy, so that not even the first sign-in under an unknown address takes longer than others.
/// </summary>
internal sealed class StaffStart(IOptions<KeptSettings> settings, DemoStaff demo, DemoSignIn signIn, DecoyPassword decoy)
{
    /// <summary>True when the people of the demo council have just been made.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        decoy.Prepare();
        return settings.Value.Demo && await demo.SeedAsync(cancellationToken);
    }

    /// <summary>Whether this is a demo council, made now or at an earlier start.</summary>
    public async Task<bool> IsDemoAsync(CancellationToken cancellationToken) =>
        settings.Value.Demo && await signIn.ReadAsync(cancellationToken) is not null;
}
