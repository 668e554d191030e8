namespace Kept.Workers;

/// <summary>Lets a kind of work of this process run at once, by its name.</summary>
internal sealed class WakeWork(IEnumerable<RegisteredWork> works, IServiceProvider services)
{
    /// <summary>Work of this process that can be woken.</summary>
    public bool Knows(string name) => Find(name) is not null;

    /// <summary>False where there is no such work.</summary>
    public bool Wake(string name)
    {
        var bell = Find(name);
        bell?.Ring();
        return bell is not null;
    }

    private IWorkBell? Find(string name) => works.FirstOrDefault(registered => registered.Work.Name == name) is { } found
        ? (IWorkBell?)services.GetService(typeof(WorkBell<>).MakeGenericType(found.Work))
        : null;
}

/// <summary>What every bell can do, whatever work it wakes.</summary>
internal interface IWorkBell
{
    void Ring();
}
