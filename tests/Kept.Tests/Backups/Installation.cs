using System.Security.Cryptography;
using Dapper;
using Kept.Files;
using Kept.Settings;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Kept.Tests.Backups;

/// <summary>An installation on which no program runs, as a command finds it.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly WebApplication program;
    private readonly TestDatabase? own;

    private Installation(string folder, DatabaseSettings database, TestDatabase? own, string files = "", string? tools = null, IClock? clock = null)
    {
        (Folder, Settings, this.own) = (folder, database, own);
        var builder = KeptProgram.CreateBuilder();
        builder.AddKept();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kept:DataFolder"] = folder,
            ["Kept:FilesFolder"] = files,
            ["Kept:Database:Provider"] = database.Provider,
            ["Kept:Database:ConnectionString"] = database.ConnectionString,
            ["Backups:PostgresTools"] = tools ?? PostgresTools,
        });
        builder.Logging.ClearProviders();
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        program = builder.Build();
    }

    public static string PostgresTools { get; } = Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => version + "/bin").LastOrDefault() ?? "";

    public string Folder { get; }

    public DatabaseSettings Settings { get; }

    /// <summary>With a database that is empty: on SQLite no file at all, on PostgreSQL the schema without rows.</summary>
    /// <param name="kind">Of the database.</param>
    /// <param name="files">A folder of uploads outside the data folder.</param>
    /// <param name="clock">Null for the machine's.</param>
    public static async Task<Installation> NewAsync(Database kind, string files = "", IClock? clock = null)
    {
        var folder = TestFolder.New("data");
        if (kind == Database.Sqlite)
        {
            return new Installation(folder, new DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(folder, "kept.db")};Pooling=False" }, null, files, clock: clock);
        }

        var own = await TestDatabase.CreateAsync(kind, folder);
        return new Installation(folder, own.Settings, own, files, clock: clock);
    }

    public static Installation Of(KeptApp app, string files = "") => new(app.DataFolder, app.Database, null, files);

    /// <summary>The same one, as somebody else finds it: with another connection string or other tools.</summary>
    public Installation Seen(string? connectionString = null, string? tools = null) => new(
        Folder, new DatabaseSettings { Provider = Settings.Provider, ConnectionString = connectionString ?? Settings.ConnectionString }, null, tools: tools);

    /// <summary>The tools of PostgreSQL, one of them another.</summary>
    public static string ToolsWith(string other, string script)
    {
        var folder = TestFolder.New("tools");
        foreach (var tool in new[] { "pg_dump", "pg_restore", "psql" })
        {
            var path = Path.Combine(folder, tool);
            File.WriteAllText(path, $"#!/bin/sh\n{(tool == other ? script : $"exec {PostgresTools}/{tool} \"$@\"")}\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        return folder;
    }

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = program.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>References, messages and what is in each upload: the same before and after, or something was lost.</summary>
    public Task<string> ContentAsync() => WithAsync<IServiceProvider, string>(services => ContentAsync(services));

    public static Task<string> ContentAsync(KeptApp app) => app.WithAsync<IServiceProvider, string>(ContentAsync);

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        if (own is not null)
        {
            await own.DisposeAsync();
        }
    }

    private static async Task<string> ContentAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<KeptDb>();
        var cases = await db.Cases.AsNoTracking().OrderBy(found => found.Id).Select(found => new { found.Reference, found.Title, found.State }).ToListAsync();
        var messages = await db.Messages.AsNoTracking().OrderBy(message => message.Id).Select(message => message.Subject + message.State).ToListAsync();
        var lines = cases.Select(found => $"{found.Reference} {found.Title} {found.State}").Concat(messages).ToList();
        foreach (var file in await db.Set<StoredFile>().AsNoTracking().OrderBy(file => file.Id).ToListAsync())
        {
            await using var content = services.GetRequiredService<FileStore>().Open(file.Id);
            var hash = content is null ? "gone" : Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
            lines.Add($"{file.Path} {file.Hash == hash}");
        }

        await db.Database.GetDbConnection().ExecuteAsync("SELECT 1");
        return string.Join('\n', lines);
    }
}
