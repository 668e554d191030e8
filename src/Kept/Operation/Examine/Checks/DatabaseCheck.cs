using System.Data.Common;
using Dapper;
using Kept.Settings;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether the database can be reached, and has the schema of this version.</summary>
internal sealed class DatabaseCheck(KeptDb db, IOptions<KeptSettings> settings) : ICheck
{
    public const string CheckName = "database";

    public string Name => CheckName;

    public bool NeedsDatabase => false;

    public Depth From => Depth.Quick;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var database = settings.Value.ResolvedDatabase;
        if (!database.IsPostgres && !File.Exists(new DbConnectionStringBuilder { ConnectionString = database.ConnectionString }["Data Source"].ToString()))
        {
            return [Finding.Bad(Name, "none")];
        }

        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            var newest = SchemaScripts.NewestFor(database.IsPostgres);
            var step = await db.Database.GetDbConnection().ExecuteScalarAsync<int?>("SELECT max(number) FROM schema_steps") ?? 0;
            return
            [
                step > newest ? Finding.Bad(Name, "newer", ("step", step), ("known", newest))
                : step < newest ? Finding.Bad(Name, "older", ("step", step), ("known", newest))
                : Finding.Good(Name, ("database", database.Provider), ("step", step)),
            ];
        }
        catch (DbException problem)
        {
            return [Finding.Bad(Name, "unreachable", ("what", problem.Message))];
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
