using Kept;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});
builder.AddKept();
var app = builder.Build();
app.MapKept();
await app.PrepareAsync();
await app.RunAsync();
