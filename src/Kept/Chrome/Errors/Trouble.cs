using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kept.Chrome.Errors;

/// <summary>What an exception means for the person who waits: which status, and whether trying again will help.</summary>
internal static class Trouble
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    // IOException carries the number of the operating system: ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL on Windows.
    private const int NoSpaceOnUnix = 28;
    private const int QuotaOnUnix = 122;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    // PostgreSQL gave up on a connection that kept still inside a transaction.
    private const string IdleInTransaction = "25P03";

    public static int StatusOf(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException bad)
            {
                return bad.StatusCode;
            }

            if (IsForNow(cause))
            {
                return StatusCodes.Status503ServiceUnavailable;
            }
        }

        return StatusCodes.Status500InternalServerError;
    }

    /// <summary>Seconds after which trying again has a chance: a lock passes soon, a full disk has to be seen to.</summary>
    public static int RetryAfter(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked })
            {
                return 5;
            }

            if (cause is NpgsqlException postgres && !IsOutOfRoom(postgres.SqlState))
            {
                return 10; // another server takes over within a minute
            }
        }

        return 60;
    }

    /// <summary>No disk, no memory, no connection left.</summary>
    private static bool IsOutOfRoom(string? state) => state?.StartsWith("53", StringComparison.Ordinal) == true;

    private static bool IsForNow(Exception cause) => cause switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked or SqliteIoError or SqliteFull or SqliteCannotOpen,
        PostgresException postgres => postgres.IsTransient
            || IsOutOfRoom(postgres.SqlState)
            || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) // the server stops, starts or cut us off
            || postgres.SqlState.StartsWith("08", StringComparison.Ordinal)
            || postgres.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransaction,
        NpgsqlException postgres => postgres.IsTransient || postgres.InnerException is IOException or SocketException or TimeoutException,
        IOException file => file.HResult is NoSpaceOnUnix or QuotaOnUnix or NoSpaceOnWindows,
        _ => false,
    };
}
