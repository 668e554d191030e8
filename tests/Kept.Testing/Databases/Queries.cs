using System.Data.Common;
using Kept.Storage;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Kept.Testing.Databases;

/// <summary>Counts statements, whoever sends them through the program's database.</summary>
internal sealed class Queries : DbCommandInterceptor
{
    private int counted;

    /// <summary>To be given to <see cref="KeptAppOptions.Services"/>.</summary>
    public void Listen(IServiceCollection services) =>
        services.ConfigureDbContext<KeptDb>(builder => builder.AddInterceptors(this));

    /// <summary>How many statements this takes.</summary>
    public async Task<int> OfAsync(Func<Task> use)
    {
        var before = counted;
        await use();
        return counted - before;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        counted++;
        return ValueTask.FromResult(result);
    }
}
