using System.Net.Sockets;
using Kept.Settings;
using Kept.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Kept;

/// <summary>Why the program or a command could not begin: sentences for whoever runs it, and what the process ends with.</summary>
internal sealed record StartProblem(int ExitCode, IReadOnlyList<string> Sentences)
{
    /// <summary>Null for what is a mistake in the program, or nothing a sentence could help with.</summary>
    public static StartProblem? Of(Exception problem) => problem switch
    {
        OptionsValidationException wrong => new(ExitCodes.WrongSettings, [.. wrong.Failures.Distinct(StringComparer.Ordinal)]),
        AggregateException several when several.InnerExceptions.All(one => one is OptionsValidationException) =>
            new(ExitCodes.WrongSettings, [.. several.InnerExceptions.SelectMany(one => ((OptionsValidationException)one).Failures).Distinct(StringComparer.Ordinal)]),
        CannotStartException cannot => new(cannot.ExitCode, [cannot.Message]),
        IOException { InnerException: AddressInUseException } taken => new(ExitCodes.Taken, [
            $"{taken.Message} End the program that listens there, or set ASPNETCORE_URLS to another address, such as http://127.0.0.1:5081."]),
        SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } refused => new(ExitCodes.WrongSettings, [
            $"Nothing can listen at an address of ASPNETCORE_URLS: {refused.Message}. Set it to another address, such as http://127.0.0.1:5081."]),
        _ => DatabaseProblem.SentenceOf(problem) is { } sentence ? new(ExitCodes.WrongSettings, [sentence]) : null,
    };
}
