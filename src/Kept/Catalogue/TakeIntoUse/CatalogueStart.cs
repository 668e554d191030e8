using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Catalogue.TakeIntoUse;

/// <summary>
/// Loads the catalogue before the first request. With a mistake in the files the stored catalogue goes on; where nothing
/// is stored yet, there is nothing to offer, and the start stops with the list.
/// </summary>
internal sealed partial class CatalogueStart(
    TakeCatalogueIntoUse take, CatalogueInUse inUse, IOptions<KeptSettings> settings, ILogger<CatalogueStart> log)
{
    /// <exception cref="CannotStartException">The files have mistakes and the database has no catalogue; the message lists them.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.Value.DoesWork && await inUse.RefreshAsync(cancellationToken))
        {
            return; // nodes that work take changed files into use
        }

        var taking = await take.RunAsync(FolderOf(settings.Value), cancellationToken);
        LogOutcome(taking, log);
        if (!await inUse.RefreshAsync(cancellationToken))
        {
            var mistakes = taking is CatalogueTaking.Wrong wrong ? wrong.Mistakes : [];
            throw new CannotStartException(string.Join(
                Environment.NewLine, mistakes.Select(mistake => $"  {mistake}").Prepend("The catalogue has mistakes, and there is no earlier one to go on with:")));
        }
    }

    public static string FolderOf(KeptSettings settings) =>
        settings.CatalogueFolder.Length > 0 ? Path.GetFullPath(settings.CatalogueFolder) : CatalogueFiles.ShippedFolder;

    public static void LogOutcome(CatalogueTaking taking, ILogger log)
    {
        switch (taking)
        {
            case CatalogueTaking.Taken taken:
                LogTaken(log, WhatIsNew(taken));
                break;
            case CatalogueTaking.Wrong wrong:
                foreach (var mistake in wrong.Mistakes)
                {
                    LogMistake(log, mistake.ToString());
                }

                break;
        }
    }

    public static string WhatIsNew(CatalogueTaking.Taken taken)
    {
        var changed = string.Join(", ", taken.Changes.Select(change => $"{change.Code} version {change.Number}"));
        var withdrawn = string.Join(", ", taken.Withdrawn);
        return (changed.Length, withdrawn.Length) switch
        {
            (0, 0) => "No service changed, only what they share: calendars, teams, texts.",
            (_, 0) => $"Changed: {changed}.",
            (0, _) => $"Not offered any more: {withdrawn}.",
            _ => $"Changed: {changed}. Not offered any more: {withdrawn}.",
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The catalogue was taken into use. {WhatIsNew}")]
    private static partial void LogTaken(ILogger log, string whatIsNew);

    [LoggerMessage(Level = LogLevel.Error, Message = "The catalogue on disk is not used, the earlier one goes on: {Mistake}")]
    private static partial void LogMistake(ILogger log, string mistake);
}
