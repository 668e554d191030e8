using Kept.Bench;

return args switch
{
    ["due", ..] => DueInstants.Run(Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Which measurement? dotnet run -c Release --project bench/Kept.Bench -- due");
    return 2;
}
