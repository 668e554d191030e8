using System.Data.Common;
using System.Net;
using Kept.Settings;
using Kept.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kept.Chaos.OneNode.DiskErrors;

/// <summary>One way of failing, at one place after the other, and what was seen on the way.</summary>
internal sealed class DiskRun
{
    /// <summary>After so many operations without a fault the work of one report is through.</summary>
    private const int MostOperations = 2_000;

    /// <summary>So often the program is ended and started again on what the faults left.</summary>
    private const int RestartEvery = 25;

    private const int MostTries = 50;
    private int number;

    public Submissions Reports { get; } = new();

    public int Faults { get; private set; }

    public int Unclear { get; private set; }

    public int NotTaken { get; private set; }

    public Dictionary<DiskOperation, int> Kinds { get; } = [];

    public Dictionary<int, int> Answers { get; } = [];

    /// <summary>The program is ended and started, and one operation of that fails.</summary>
    public async Task StartsAsync(KeptApp app, DiskFault fault)
    {
        var operation = 1;
        while (operation <= MostOperations && await OneStartAsync(app, operation, fault, kind: null))
        {
            operation++;
        }

        // How many there are is not the same each time, so a rare kind can have been missed.
        foreach (var kind in FaultPlan.SeenKinds.Except(Kinds.Keys))
        {
            await OneStartAsync(app, 1, fault, kind);
        }
    }

    /// <summary>False when the program has started before an operation fails.</summary>
    private async Task<bool> OneStartAsync(KeptApp app, int operation, DiskFault fault, DiskOperation? kind)
    {
        SqliteConnection.ClearAllPools();
        FaultPlan.Begin(operation, fault, kind);
        var problem = await StartAsync(app);
        FaultPlan.End();
        if (FaultPlan.Failed is not { } failed)
        {
            return false;
        }

        Count(failed, problem is null ? (int)HttpStatusCode.OK : 0);
        Unclear += problem is null || IsOfTheDisk(problem) ? 0 : 1;
        if (problem is not null)
        {
            await app.RestartAsync();
        }

        using var client = app.Client();
        NotTaken += await Reports.SendAsync(client, ++number) == (int)HttpStatusCode.Created ? 0 : 1;
        return true;
    }

    public async Task ReportsAsync(KeptApp app, DiskFault fault)
    {
        using var client = app.Client();
        await Reports.SendAsync(client, number);
        for (var operation = 1; operation <= MostOperations; operation++)
        {
            if (!await OneAsync(app, client, operation, fault))
            {
                return;
            }

            if (operation % RestartEvery == 0)
            {
                await app.RestartAsync();
            }
        }
    }

    /// <summary>False when the work of one report is through before an operation fails.</summary>
    private async Task<bool> OneAsync(KeptApp app, HttpClient client, int operation, DiskFault fault)
    {
        number++;
        // So that files are opened, locked and mapped too.
        SqliteConnection.ClearAllPools();
        FaultPlan.Begin(operation, fault);
        var status = await Reports.SendAsync(client, number);
        await WorkAsync(app);
        FaultPlan.End();
        if (FaultPlan.Failed is not { } failed)
        {
            return false;
        }

        Count(failed, status);
        Unclear += status is 201 or 503 ? 0 : 1;
        for (var tries = 1; !Reports.Has(number); tries++)
        {
            if (tries == MostTries)
            {
                NotTaken++;
                break;
            }

            await Reports.SendAsync(client, number);
        }

        await WorkAsync(app);
        return true;
    }

    private void Count(DiskOperation failed, int answer)
    {
        Faults++;
        Kinds[failed] = Kinds.GetValueOrDefault(failed) + 1;
        Answers[answer] = Answers.GetValueOrDefault(answer) + 1;
    }

    private static async Task<Exception?> StartAsync(KeptApp app)
    {
        try
        {
            await app.RestartAsync();
            return null;
        }
        catch (Exception problem)
        {
            return problem;
        }
    }

    private static bool IsOfTheDisk(Exception problem) =>
        problem is DbException or DbUpdateException or IOException or CannotStartException || problem.InnerException is DbException;

    /// <summary>A worker whose database fails is tried again later, as in the program itself.</summary>
    private static async Task WorkAsync(KeptApp app)
    {
        try
        {
            await app.RunDueWorkAsync();
        }
        catch (Exception problem) when (IsOfTheDisk(problem))
        {
            // Due again at the next run.
        }
    }
}
