using System.CommandLine;
using System.Net;

namespace Kept.Chaos.Cluster;

/// <summary>Breaks the cluster lab while clients write: one fault a round, each kind so many times.</summary>
internal sealed class ClusterExperiment : IExperiment
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(10);
    private static readonly string LedgerFile = Path.Combine(Path.GetTempPath(), "kept-chaos-ledger.txt");
    private static readonly TimeSpan LongestToSendTheRest = TimeSpan.FromMinutes(15);

    public Command ToCommand()
    {
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 8, Description = "How often each fault." };
        var faults = new Option<string>("--faults") { DefaultValueFactory = _ => string.Join(',', Faults.All), Description = "Which faults, with commas." };
        var rate = new Option<int>("--rate") { DefaultValueFactory = _ => 120, Description = "Reports a second." };
        var broken = new Option<int>("--broken") { DefaultValueFactory = _ => 40, Description = "Seconds until a fault is mended." };
        var script = new Option<string>("--lab") { DefaultValueFactory = _ => "deploy/cluster-lab", Description = "The script of the lab." };
        var command = new Command("cluster", "Faults in the cluster lab, which has to be up; run by ./test --chaos cluster inside it.") { rounds, faults, rate, broken, script };
        command.SetAction((said, _) => RunAsync(
            new ClusterLab(said.GetValue(script)!), said.GetValue(faults)!.Split(','), said.GetValue(rounds), said.GetValue(rate),
            TimeSpan.FromSeconds(said.GetValue(broken))));
        return command;
    }

    private static async Task<int> RunAsync(ClusterLab lab, string[] faults, int rounds, int rate, TimeSpan broken)
    {
        await using var sink = new MailSink(new IPEndPoint(IPAddress.Parse(ClusterLab.MailHost), ClusterLab.MailPort));
        var ledger = new Ledger();
        var writers = new Writers(ClusterLab.Address, rate, mailEvery: 4, ledger);
        using var stop = new CancellationTokenSource();
        var writing = writers.WriteAsync(stop.Token);
        var checks = new ClusterChecks(writers, ledger, sink);
        var done = new List<Round>();
        var started = TimeProvider.System.GetTimestamp();
        for (var number = 1; number <= rounds; number++)
        {
            foreach (var fault in faults)
            {
                var round = await RoundAsync(lab, fault, broken, ledger, sink);
                done.Add(round);
                var lost = await checks.LostSinceLastLookAsync();
                Console.WriteLine($"{number}. {round.Fault} ({round.Nodes}): write gap {Finding.Seconds(round.WriteGap)}, mail gap {Finding.Seconds(round.MailGap)}, lost {lost}{(round.IsWhole ? "" : ", NOT WHOLE AGAIN")}");
            }
        }

        var lasted = TimeProvider.System.GetElapsedTime(started);
        await stop.CancelAsync();
        await writing;
        await ledger.WriteAsync(LedgerFile);
        await checks.WaitForMailAsync(LongestToSendTheRest);
        return FindingTable.Print([.. RoundFindings(done, lasted), .. checks.TakenOver(done), .. await checks.FindAsync()], Console.Out);
    }

    private static async Task<Round> RoundAsync(ClusterLab lab, string fault, TimeSpan broken, Ledger ledger, MailSink sink)
    {
        await Task.Delay(Before);
        var from = TimeProvider.System.GetTimestamp();
        var nodes = await lab.BreakAsync(fault);
        await Task.Delay(broken);
        await lab.HealAsync(fault, nodes);
        var whole = await lab.IsWholeAsync();
        await Task.Delay(After);
        var to = TimeProvider.System.GetTimestamp();
        if (!whole)
        {
            Console.WriteLine(await lab.StatusAsync());
        }

        return new Round(fault, nodes, from, to, ledger.LongestGap(from, to), Gaps.Longest(sink.Mails.Select(mail => mail.At), from, to), whole);
    }

    private static IEnumerable<Finding> RoundFindings(List<Round> rounds, TimeSpan lasted)
    {
        yield return Finding.Note("rounds, lasting", $"{rounds.Count}, {lasted.TotalMinutes:0} minutes");
        foreach (var fault in rounds.GroupBy(round => round.Fault))
        {
            yield return Finding.Note($"{fault.Key}: longest write gap, longest mail gap",
                $"{Finding.Seconds(fault.Max(round => round.WriteGap))}, {Finding.Seconds(fault.Max(round => round.MailGap))} in {fault.Count()}");
        }

        var gaps = rounds.Select(round => round.WriteGap).Order().ToList();
        var most = gaps[(int)Math.Ceiling(gaps.Count * 0.95) - 1];
        yield return new Finding("95 % of write gaps", Finding.Seconds(most), "under 45 s", most < TimeSpan.FromSeconds(45));
        yield return Finding.None("rounds after which not everything ran again", rounds.Count(round => !round.IsWhole));
    }
}
