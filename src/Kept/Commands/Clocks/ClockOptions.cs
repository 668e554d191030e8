using System.CommandLine;
using Kept.Texts;

namespace Kept.Commands.Clocks;

/// <summary>The options that <c>due</c> and <c>worked</c> have in common, and the one of each.</summary>
internal sealed class ClockOptions(Words words, string own)
{
    public Option<string?> Calendar { get; } = new("--calendar", "-c") { Description = words["command.option.calendar"] };

    public Option<string?> From { get; } = new("--from") { Description = words["command.option.from"] };

    /// <summary>"--for" or "--to".</summary>
    public Option<string?> Own { get; } = new($"--{own}") { Description = words[$"command.option.{own}"] };

    public Option<string?> Batch { get; } = new("--batch") { Description = words["command.option.batch"] };

    public Option<bool> Json { get; } = new("--json") { Description = words["command.option.json"] };

    /// <summary>Either a batch, or all of one question.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Calendar, From, Own, Batch, Json })
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(Batch) is not null)
            {
                return;
            }

            foreach (var option in new[] { Calendar, From, Own }.Where(option => result.GetValue(option) is null))
            {
                result.AddError(words["command.missing", ("option", option.Name)]);
            }
        });
    }

    /// <summary>Runs one question or a batch, and says in one sentence what is wrong with the question, if anything is.</summary>
    public int Run(ParseResult parsed, Func<System.Text.Json.JsonElement, string> answer, Action one)
    {
        try
        {
            if (parsed.GetValue(Batch) is { } file)
            {
                return JsonLines.Answer(file, parsed.InvocationConfiguration.Output, answer);
            }

            one();
            return 0;
        }
        catch (Exception problem) when (JsonLines.IsOfTheQuestion(problem))
        {
            parsed.InvocationConfiguration.Error.WriteLine(problem.Message);
            return 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine(words["command.fileProblem", ("problem", problem.Message)]);
            return 1;
        }
    }
}
