using Kept.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kept.Tests.Webhooks;

/// <summary>The way to the disk, which can be cut: as if the process died before it saved.</summary>
internal sealed class BreakingLane
{
    public bool IsBroken { get; set; }

    public void Use(IServiceCollection services)
    {
        var real = services.Single(service => service.ServiceType == typeof(IWriteLane)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton<IWriteLane>(provider => new Lane(this, (IWriteLane)real(provider))));
    }

    private sealed class Lane(BreakingLane way, IWriteLane inner) : IWriteLane, IAsyncDisposable
    {
        public Task<int> SaveAsync(KeptDb db, CancellationToken cancellationToken) =>
            way.IsBroken ? throw new InvalidOperationException("The process dies here.") : inner.SaveAsync(db, cancellationToken);

        public ValueTask DisposeAsync() => inner is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
    }
}
