using Kept;

var builder = KeptProgram.CreateBuilder(args);
builder.AddKept();
var app = builder.Build();
app.MapKept();
await app.PrepareAsync();
await app.RunAsync();
