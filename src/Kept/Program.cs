using Kept;
using Kept.Commands;
using Microsoft.Extensions.Options;

const int WrongSettings = 78; // EX_CONFIG of sysexits.h
const int AddressTaken = 69; // EX_UNAVAILABLE

if (Verbs.AreAsked(args))
{
    return await Verbs.RunAsync(args);
}

try
{
    var builder = KeptProgram.CreateBuilder(args);
    builder.AddKept();
    var app = builder.Build();
    app.MapKept();
    await app.PrepareAsync();
    await app.ServeAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    foreach (var sentence in wrong.Failures)
    {
        await Console.Error.WriteLineAsync(sentence);
    }

    return WrongSettings;
}
catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync(
        $"{taken.Message} End the program that listens there, or set ASPNETCORE_URLS to another address, such as http://127.0.0.1:5081.");
    return AddressTaken;
}
