using System.Data;
using System.Data.Common;
using Dapper;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Storage;

/// <summary>
/// Lets hand-written SQL take and give values of our own, stored as <see cref="Conversions"/> says. A parameter knows
/// its database, so the same handler serves both.
/// </summary>
internal static class SqlValues
{
    private static readonly Lock Gate = new();
    private static bool registered;

    public static void Register()
    {
        lock (Gate)
        {
            if (!registered)
            {
                DefaultTypeMap.MatchNamesWithUnderscores = true;
                SqlMapper.AddTypeHandler(new InstantHandler());
                SqlMapper.AddTypeHandler(new CaseIdHandler());
                SqlMapper.AddTypeHandler(new ReferenceHandler());
                registered = true;
            }
        }
    }

    private static void Give(IDbDataParameter parameter, object value)
    {
        ((DbParameter)parameter).ResetDbType();
        parameter.Value = value;
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<Instant>
    {
        public override void SetValue(IDbDataParameter parameter, Instant value) =>
            Give(parameter, parameter is Npgsql.NpgsqlParameter ? value.ToDateTimeUtc() : Conversions.ToMicroseconds(value));

        public override Instant Parse(object value) => value switch
        {
            DateTime timestamp => Instant.FromDateTimeUtc(DateTime.SpecifyKind(timestamp, DateTimeKind.Utc)),
            long microseconds => Conversions.FromMicroseconds(microseconds),
            _ => throw new DataException($"A {value.GetType().Name} is not an instant."),
        };
    }

    private sealed class CaseIdHandler : SqlMapper.TypeHandler<CaseId>
    {
        public override void SetValue(IDbDataParameter parameter, CaseId value) => Give(parameter, value.Value);

        public override CaseId Parse(object value) => new((long)value);
    }

    private sealed class ReferenceHandler : SqlMapper.TypeHandler<Reference>
    {
        public override void SetValue(IDbDataParameter parameter, Reference value) => Give(parameter, value.Value);

        public override Reference Parse(object value) => Reference.Parse((string)value);
    }
}
