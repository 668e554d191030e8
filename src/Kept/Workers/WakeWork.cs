namespace Kept.Workers;

/// <summary>Lets a kind of work run at once, by its name, on whichever node does it.</summary>
internal sealed class WakeWork(IEnumerable<RegisteredWork> works, IServiceProvider services)
{
    /// <summary>Work that can be woken.</summary>
    public bool Knows(string name) => Find(name) is not null;

    /// <summary>False where there is no such work.</summary>
    public bool Wake(string name)
    {
        var bell = Find(name);
        bell?.Ring();
        return bell is not null;
    }

    private IWorkBell? Find(string name) => works.FirstOrDefault(registered => registered.Name == name)?.BellIn(services);
}

/// <summary>What every bell can do, whatever work it wakes.</summary>
internal interface IWorkBell
{
    void Ring();

    Task WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken stoppingToken);
}
