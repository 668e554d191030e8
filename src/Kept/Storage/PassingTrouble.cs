using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kept.Storage;

/// <summary>
/// Trouble of a database server that passes: it went away, is being replaced, or refuses writes for now. Whether a save that
/// ended so has happened is not known; only who can look, or whose save cannot happen twice, may try it again.
/// </summary>
internal static class PassingTrouble
{
    private const string IdleInTransaction = "25P03";

    /// <summary>What Npgsql says, and no more, while none of several servers is a primary.</summary>
    private const string NoServer = "No suitable host was found.";

    public static bool Is(Exception problem) => problem switch
    {
        PostgresException refused => refused.IsTransient || IsOfServer(refused.SqlState),
        NpgsqlException { InnerException: AggregateException { InnerExceptions: var each } } => each.All(IsOfOne),
        NpgsqlException { InnerException: null, Message: NoServer } => true,
        NpgsqlException broken => broken.IsTransient || broken.InnerException is IOException or SocketException or TimeoutException,
        DbUpdateConcurrencyException => false,
        _ => problem.InnerException is { } inner && Is(inner),
    };

    /// <summary>Why one of several servers could not be reached.</summary>
    private static bool IsOfOne(Exception problem) => problem is IOException or SocketException or TimeoutException || Is(problem);

    /// <summary>The server stops or starts, cut the connection, or is a standby.</summary>
    private static bool IsOfServer(string state) =>
        state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal)
        || state is PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransaction;
}
