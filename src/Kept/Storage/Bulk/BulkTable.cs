using System.Collections.Immutable;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NpgsqlTypes;

namespace Kept.Storage.Bulk;

/// <summary>A table as the model has it, and how the values of a row are read from an entity, in the database's own types.</summary>
internal sealed class BulkTable
{
    private static readonly Type[] PlainTypes = [typeof(string), typeof(long), typeof(int), typeof(bool), typeof(double), typeof(byte[]), typeof(DateTime)];

    private readonly ImmutableArray<NpgsqlDbType> types;

    private BulkTable(IEntityType entity)
    {
        (Name, Entity) = (entity.GetTableName()!, entity.ClrType);
        var properties = entity.GetProperties().ToList();
        Columns = [.. properties.Select(property => property.GetColumnName())];
        Values = [.. properties.Select(ReaderOf)];
        types = [.. properties.Select(property => TypeOf(StoredAs(property)))];
        InsertStatement = $"INSERT INTO {Name} ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select((_, place) => "$" + (place + 1)))})";
    }

    public string Name { get; }

    public Type Entity { get; }

    public ImmutableArray<string> Columns { get; }

    /// <summary>One for each column.</summary>
    public ImmutableArray<Func<object, object?>> Values { get; }

    /// <summary>With a place for each column, in their order; both databases read it.</summary>
    public string InsertStatement { get; }

    /// <summary>The type of a column on PostgreSQL.</summary>
    public NpgsqlDbType TypeOf(int column) => types[column];

    public object?[] Read(object entity)
    {
        var values = new object?[Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Values[i](entity);
        }

        return values;
    }

    /// <summary>
    /// The tables whose rows can be written without the model's help, those that others refer to first: each row brings its own
    /// key, and each column is one property of a type that both databases have.
    /// </summary>
    public static ImmutableArray<BulkTable> Of(IModel model)
    {
        var ordered = new List<IEntityType>();
        void Add(IEntityType entity)
        {
            if (ordered.Contains(entity))
            {
                return;
            }

            foreach (var key in entity.GetForeignKeys().Where(key => key.PrincipalEntityType != entity))
            {
                Add(key.PrincipalEntityType);
            }

            ordered.Add(entity);
        }

        foreach (var entity in model.GetEntityTypes())
        {
            Add(entity);
        }

        return [.. ordered.Where(IsPlain).Select(entity => new BulkTable(entity))];
    }

    private static bool IsPlain(IEntityType entity) =>
        !entity.IsOwned() && entity.BaseType is null && !entity.GetDerivedTypes().Any() && !entity.GetComplexProperties().Any()
        && entity.GetNavigations().All(navigation => !navigation.TargetEntityType.IsOwned())
        && entity.GetProperties().All(property => property.PropertyInfo is not null && PlainTypes.Contains(StoredAs(property)))
        && entity.FindPrimaryKey() is { } key && key.Properties.All(property => property.ClrType != typeof(int) || property.ValueGenerated == ValueGenerated.Never);

    private static Type StoredAs(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static NpgsqlDbType TypeOf(Type type) => type == typeof(long) ? NpgsqlDbType.Bigint
        : type == typeof(int) ? NpgsqlDbType.Integer
        : type == typeof(bool) ? NpgsqlDbType.Boolean
        : type == typeof(double) ? NpgsqlDbType.Double
        : type == typeof(DateTime) ? NpgsqlDbType.TimestampTz
        : type == typeof(byte[]) ? NpgsqlDbType.Bytea
        : NpgsqlDbType.Text;

    private static Func<object, object?> ReaderOf(IProperty property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Convert(
            Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), property.PropertyInfo!), typeof(object));
        var read = Expression.Lambda<Func<object, object?>>(value, row).Compile();
        return property.GetTypeMapping().Converter is { } converter ? entity => converter.ConvertToProvider(read(entity)) : read;
    }
}
