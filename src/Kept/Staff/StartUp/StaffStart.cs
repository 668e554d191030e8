using Kept.Settings;
using Kept.Staff.Demo;
using Microsoft.Extensions.Options;

namespace Kept.Staff.StartUp;

/// <summary>Before the first request: the people of the demo council, where the demo is wanted and the database is new.</summary>
internal sealed class StaffStart(IOptions<KeptSettings> settings, DemoStaff demo)
{
    public Task RunAsync(CancellationToken cancellationToken) =>
        settings.Value.Demo ? demo.SeedAsync(cancellationToken) : Task.CompletedTask;
}
