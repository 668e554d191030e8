using Kept.Bench;
using Kept.Bench.Web;

return args switch
{
    ["due", ..] => DueInstants.Run(Console.Out),
    ["web", .. var options] => await WebBench.RunAsync(WebOptions.Parse(options), Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Which measurement? bench/run due, or bench/run web");
    return 2;
}
