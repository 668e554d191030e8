using System.Data.Common;
using Dapper;
using Kept.Settings;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Files;

/// <summary>
/// Holds nodes to one folder of uploads: the folder carries a mark that the database knows. A node that was pointed at
/// another folder would take photos that no other node can show, and say so to nobody.
/// </summary>
internal sealed class SharedFolder(KeptDb db, IOptions<KeptSettings> settings)
{
    public const string MarkFile = "kept-installation";
    private const string Fact = "files-folder";

    /// <summary>Gives a folder whose files were exchanged the mark that the database knows, if there is one.</summary>
    public async Task MarkAgainAsync(CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var mark = await db.Database.GetDbConnection().ExecuteScalarAsync<string?>("SELECT value FROM installation WHERE name = @Fact", new { Fact });
            if (mark is not null)
            {
                Disk.MakeFolder(settings.Value.FullFilesFolder);
                await File.WriteAllTextAsync(Path.Combine(settings.Value.FullFilesFolder, MarkFile), mark, cancellationToken);
            }
        }
        catch (DbException)
        {
            // A backup from before there were marks; the next start makes one.
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <exception cref="OptionsValidationException">The folder is not the one that the other nodes use.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.Role == NodeRoles.Both)
        {
            return;
        }

        var (folder, mine) = (settings.Value.FullFilesFolder, Guid.NewGuid().ToString("N"));
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        var isFirst = await connection.ExecuteAsync(
            "INSERT INTO installation (name, value) VALUES (@Fact, @mine) ON CONFLICT (name) DO NOTHING", new { Fact, mine }) == 1;
        var mark = await connection.ExecuteScalarAsync<string>("SELECT value FROM installation WHERE name = @Fact", new { Fact });
        await db.Database.CloseConnectionAsync();
        var file = Path.Combine(folder, MarkFile);
        Disk.MakeFolder(folder);
        if (isFirst)
        {
            await File.WriteAllTextAsync(file, mark, cancellationToken);
        }
        else if (!File.Exists(file) || (await File.ReadAllTextAsync(file, cancellationToken)).Trim() != mark)
        {
            throw new OptionsValidationException(KeptSettings.Section, typeof(KeptSettings),
            [
                $"Kept:FilesFolder is \"{folder}\", which is not the folder that the other nodes use. "
                + $"If it is, only without its mark, write {mark} into its file {MarkFile}.",
            ]);
        }
    }
}
