using Kept;
using Kept.Commands;

if (Verbs.AreAsked(args))
{
    return await Verbs.RunAsync(args);
}

if (ServeArguments.Mistake(args) is { } mistake)
{
    await Console.Error.WriteLineAsync(mistake);
    return Kept.Settings.ExitCodes.WrongUse;
}

try
{
    var builder = KeptProgram.CreateBuilder(args);
    builder.AddKept();
    var app = builder.Build();
    app.CheckSettings();
    app.MapKept();
    await app.PrepareAsync();
    await app.ServeAsync();
    return 0;
}
catch (Exception problem) when (StartProblem.Of(problem) is { } known)
{
    foreach (var sentence in known.Sentences)
    {
        await Console.Error.WriteLineAsync(sentence);
    }

    return known.ExitCode;
}
