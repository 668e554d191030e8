using Kept.Testing;
using Microsoft.Extensions.Hosting;

namespace Kept.Tests.Chrome;

/// <summary>The program where it is developed: with the pages under /dev.</summary>
internal static class Development
{
    public static void Pages(KeptAppOptions options) => options.Services = services =>
        ((IHostEnvironment)services.First(service => service.ServiceType == typeof(IHostEnvironment)).ImplementationInstance!)
            .EnvironmentName = Environments.Development;
}
