namespace Kept.Chaos.OneNode.DiskErrors;

/// <summary>What the disk does once it begins to fail.</summary>
internal enum DiskFault
{
    /// <summary>One operation fails, the next one works again.</summary>
    Once,

    /// <summary>From then on nothing can be written, synced or created, until the plan is over.</summary>
    FromThenOn,

    /// <summary>From then on whatever would write finds the disk full; what is there can be read.</summary>
    Full,

    /// <summary>Half of what should have been written reaches the disk, then the operation fails.</summary>
    Torn,
}

/// <summary>Operations of files, with the error SQLite gives each (sqlite.org/rescode.html).</summary>
internal enum DiskOperation
{
    Read = 266,
    Write = 778,
    Sync = 1034,
    Truncate = 1546,
    Size = 1802,
    Delete = 2570,
    Lock = 3850,
    MapShared = 5386,
    Open = 14,
}

/// <summary>Decides which operation of the files of one process fails. One plan at a time; operations of all threads count.</summary>
internal static class FaultPlan
{
    private const int Full = 13;
    private static readonly Lock Gate = new();
    private static DiskFault fault;
    private static DiskOperation? only;
    private static long untilFault = -1;
    private static long seen;
    private static readonly HashSet<DiskOperation> Kinds = [];

    /// <summary>The operation that failed first under this plan; nothing while none has.</summary>
    public static DiskOperation? Failed { get; private set; }

    /// <summary>How many operations that this fault can hit there were since the plan began.</summary>
    public static long Seen => Interlocked.Read(ref seen);

    /// <summary>All kinds of operations that there were under plans of this process.</summary>
    public static IReadOnlyCollection<DiskOperation> SeenKinds
    {
        get
        {
            lock (Gate)
            {
                return [.. Kinds];
            }
        }
    }

    /// <param name="operation">Which of the operations that this fault can hit is the first to fail, from 1.</param>
    /// <param name="how">What the disk does then.</param>
    /// <param name="kind">Counts and hits operations of this kind alone.</param>
    public static void Begin(long operation, DiskFault how, DiskOperation? kind = null)
    {
        lock (Gate)
        {
            (untilFault, fault, only, seen, Failed) = (operation, how, kind, 0, null);
        }
    }

    /// <summary>The disk works again.</summary>
    public static void End()
    {
        lock (Gate)
        {
            untilFault = -1;
        }
    }

    /// <summary>0 where the operation goes through, else the error it ends with.</summary>
    public static int ErrorOf(DiskOperation operation)
    {
        lock (Gate)
        {
            if (untilFault < 0)
            {
                return 0;
            }

            Kinds.Add(operation);
            if (!Concerns(operation) || (only ?? operation) != operation)
            {
                return 0;
            }

            seen++;
            var isOver = Failed is not null && fault is (DiskFault.Once or DiskFault.Torn);
            if (seen < untilFault || isOver)
            {
                return 0;
            }

            Failed ??= operation;
            return fault == DiskFault.Full ? Full : (int)operation;
        }
    }

    public static bool IsTorn(DiskOperation operation) => fault == DiskFault.Torn && operation == DiskOperation.Write;

    private static bool Concerns(DiskOperation operation) => fault switch
    {
        DiskFault.Once => true,
        DiskFault.Torn => operation == DiskOperation.Write,
        DiskFault.Full => operation is DiskOperation.Write or DiskOperation.Open or DiskOperation.MapShared,
        _ => operation is not (DiskOperation.Read or DiskOperation.Size),
    };
}
