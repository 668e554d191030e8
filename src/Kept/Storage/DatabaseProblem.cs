using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Kept.Storage;

/// <summary>Why a database cannot be used at all, in a sentence for whoever runs the program.</summary>
internal static class DatabaseProblem
{
    private const string WrongName = "3D000";
    private const string WrongUser = "28";

    /// <summary>Null where something else went wrong.</summary>
    public static string? SentenceOf(Exception problem) => problem switch
    {
        PostgresException refused when refused.SqlState == WrongName || refused.SqlState.StartsWith(WrongUser, StringComparison.Ordinal) =>
            $"PostgreSQL refuses what Kept:Database:ConnectionString says: {refused.MessageText}. Correct database, user and password in it.",
        PostgresException => null,
        InvalidOperationException { InnerException: NpgsqlException inner } => SentenceOf(inner), // as EF Core hands on what may pass
        NpgsqlException or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            $"PostgreSQL cannot be reached as Kept:Database:ConnectionString says: {Innermost(problem).Message}. Correct host and port in it, or start the database.",
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_NOTADB } file =>
            $"The database in Kept:DataFolder cannot be used: {file.Message} Look at who may read and write the folder, or name another.",
        _ => null,
    };

    private static Exception Innermost(Exception problem) => problem.InnerException is { } inner ? Innermost(inner) : problem;
}
