using Kept;
using Kept.Commands;

if (Verbs.AreAsked(args))
{
    return await Verbs.RunAsync(args);
}

var builder = KeptProgram.CreateBuilder(args);
builder.AddKept();
var app = builder.Build();
app.MapKept();
await app.PrepareAsync();
await app.ServeAsync();
return 0;
