namespace Kept.Nodes;

internal static class NodeServices
{
    public static IServiceCollection AddKeptNodes(this IServiceCollection services)
    {
        services.AddSingleton<NodeWire>().AddSingleton<NodeMark>().AddSingleton<NodeSpeaker>();
        services.AddHostedService<NodeListener>();
        return services.AddHostedService(provider => provider.GetRequiredService<NodeSpeaker>());
    }
}
