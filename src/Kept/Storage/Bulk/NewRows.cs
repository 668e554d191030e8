using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kept.Storage.Bulk;

/// <summary>One row that is to be added, with its values as the database stores them.</summary>
internal sealed record NewRow(BulkTable Table, object?[] Values);

/// <summary>
/// A save that only adds rows, read out of the change tracker: it can be written by statements that the database has
/// prepared once, which costs a fraction of what working out the commands of a save does.
/// </summary>
internal static class NewRows
{
    private static readonly ConditionalWeakTable<IModel, Dictionary<Type, (BulkTable Table, int Order)>> Tables = [];

    /// <summary>In the order in which they can be written; nothing where there is nothing to save; null where the save changes or removes something, or needs the model's help.</summary>
    public static List<NewRow>? Of(KeptDb db)
    {
        var tables = Tables.GetValue(db.Model, ByEntity);
        var rows = new List<(int Order, NewRow Row)>();
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State == EntityState.Unchanged)
            {
                continue;
            }

            if (entry.State != EntityState.Added || !tables.TryGetValue(entry.Metadata.ClrType, out var known))
            {
                return null;
            }

            rows.Add((known.Order, new NewRow(known.Table, known.Table.Read(entry.Entity))));
        }

        return [.. rows.OrderBy(row => row.Order).Select(row => row.Row)];
    }

    private static Dictionary<Type, (BulkTable Table, int Order)> ByEntity(IModel model) =>
        BulkTable.Of(model).Select((table, order) => (table, order))
            .ToDictionary(entry => entry.table.Entity, entry => (entry.table, entry.order));
}
