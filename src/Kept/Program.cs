using Kept;
using Kept.Commands;
using Microsoft.Extensions.Options;

const int WrongSettings = 78; // EX_CONFIG of sysexits.h

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
