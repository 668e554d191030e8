using System.Data.Common;
using Dapper;

namespace Kept.Storage;

/// <summary>The numbers under which ids are given out (see <see cref="IdSource"/>); each is drawn once.</summary>
internal static class ProcessNumbers
{
    public static Task<long> DrawAsync(DbConnection connection, DbTransaction? transaction = null) => connection.ExecuteScalarAsync<long>(
        "UPDATE process_numbers SET last_drawn = last_drawn + 1 RETURNING last_drawn", transaction: transaction);
}
