using NodaTime;

namespace Kept.Demo;

/// <summary>Tells the stories of all cases side by side, always going on with the one whose moment is next.</summary>
internal sealed class Stories(DemoCouncil council, CaseOpening opening)
{
    /// <summary>The cases, each once its story has ended; at the end those that go on after <paramref name="until"/>.</summary>
    /// <param name="arrivals">When cases begin, in order of time.</param>
    public IEnumerable<ToldCase> Tell(IReadOnlyList<Instant> arrivals, Instant until)
    {
        var running = new PriorityQueue<Story, Instant>();
        var next = 0;
        while (next < arrivals.Count || running.Count > 0)
        {
            if (next < arrivals.Count && (!running.TryPeek(out _, out var moment) || arrivals[next] <= moment))
            {
                council.Clock.Now = arrivals[next++];
                var (told, service) = opening.Open();
                if (!GoOn(running, new Story(told, new CaseStory(council, told, service).Tell().GetEnumerator())))
                {
                    yield return told;
                }

                continue;
            }

            running.TryDequeue(out var story, out var due);
            if (due < until)
            {
                council.Clock.Now = due;
                if (GoOn(running, story!))
                {
                    continue;
                }
            }

            yield return story!.Told;
        }
    }

    private static bool GoOn(PriorityQueue<Story, Instant> running, Story story)
    {
        if (!story.Moments.MoveNext())
        {
            return false;
        }

        running.Enqueue(story, story.Moments.Current);
        return true;
    }

    private sealed record Story(ToldCase Told, IEnumerator<Instant> Moments);
}
