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

    private const string OldestProgram =
        "SELECT max(coalesce(c.oldest_program, s.number)) FROM schema_steps s LEFT JOIN schema_compatible c ON c.number = s.number";

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
            return [await OfStepsAsync(database, db.Database.GetDbConnection())];
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

    private async Task<Finding> OfStepsAsync(DatabaseSettings database, DbConnection connection)
    {
        var scripts = SchemaScripts.For(database.IsPostgres);
        var (known, needed) = (scripts[^1].Number, SchemaScripts.NeededFor(database.IsPostgres));
        var steps = (await connection.QueryAsync<int>("SELECT number FROM schema_steps")).ToHashSet();
        var step = steps.DefaultIfEmpty(0).Max();
        return step > known && await connection.ExecuteScalarAsync<int>(OldestProgram) > known ? Finding.Bad(Name, "newer", ("step", step), ("known", known))
            : step < needed ? Finding.Bad(Name, "older", ("step", step), ("known", known))
            : scripts.FirstOrDefault(script => script.OutsideTransaction && !steps.Contains(script.Number)) is { } slow ? Finding.Attention(Name, "unbuilt", ("step", slow.Number), ("name", slow.Name))
            : Finding.Good(Name, ("database", database.Provider), ("step", step));
    }
}
