using System.Net;
using Kept.Testing.Visits.Forms;

namespace Kept.Testing.Visits;

/// <summary>
/// A person with a browser without script: goes to addresses, follows links, fills in the form on the page by its
/// labels and presses its buttons. Whatever answers with another status than the expected one fails the test, with
/// what the program logged.
/// </summary>
internal sealed class Visitor(KeptApp app, string language)
{
    private const int MostRedirects = 10;

    private readonly CookieJar cookies = new(() => app.Now.ToDateTimeOffset());
    private readonly HttpClient client = app.Client();
    private Page? page;

    /// <summary>The page this person looks at.</summary>
    public Page Page => page ?? throw new InvalidOperationException("This visitor has not gone anywhere yet.");

    public CookieJar Cookies => cookies;

    /// <summary>Sent with every request, such as <c>X-Forwarded-For</c>.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Goes to a path of the program, or to an address from a mail.</summary>
    public Task<Page> GoAsync(string address, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, address)), expected);

    public Task<Page> GoAsync(Uri address, HttpStatusCode expected = HttpStatusCode.OK) => GoAsync(address.ToString(), expected);

    /// <summary>Follows the link with these words.</summary>
    public Task<Page> FollowAsync(string words, HttpStatusCode expected = HttpStatusCode.OK) =>
        GoAsync(new Uri(Page.Address, Page.Link(words).GetAttribute("href")!), expected);

    /// <summary>Writes into the text field, or chooses the option of the list, with this label.</summary>
    public Visitor Fill(string label, string value)
    {
        Field.Labelled(Page, label).Fill(value);
        return this;
    }

    /// <summary>Picks a radio button by its label; <paramref name="question"/> is the legend of the group where labels repeat.</summary>
    public Visitor Choose(string label, string? question = null)
    {
        Field.Labelled(Page, label, question).Tick(ticked: true);
        return this;
    }

    public Visitor Tick(string label, bool ticked = true)
    {
        Field.Labelled(Page, label).Tick(ticked);
        return this;
    }

    /// <summary>Adds files to the file field with this label.</summary>
    public Visitor Attach(string label, params UploadedFile[] files)
    {
        Page.Attach(Field.Labelled(Page, label), files);
        return this;
    }

    /// <summary>Presses the button with these words, which sends the form it stands in.</summary>
    /// <param name="expected">Where it is not said: 422 for a form that is shown again with errors at its fields, else 200.</param>
    public async Task<Page> PressAsync(string button, HttpStatusCode? expected = null)
    {
        var (request, before) = (Submission.Of(Page, Page.Button(button)), Page);
        var answer = await ReadAsync(request);
        var refused = answer.Redirect is null && answer.Address.AbsolutePath == before.Address.AbsolutePath && answer.Errors.Count > 0;
        return await FollowRedirectsAsync(answer, expected ?? (refused ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK));
    }

    /// <summary>Presses it twice, faster than the first answer comes; looks at the second answer.</summary>
    public async Task<Page> PressTwiceAsync(string button)
    {
        var requests = new[] { Submission.Of(Page, Page.Button(button)), Submission.Of(Page, Page.Button(button)) };
        var answers = await Task.WhenAll(requests.Select(request => ReadAsync(request)));
        return await FollowRedirectsAsync(answers[1], HttpStatusCode.OK);
    }

    /// <summary>Sends any request with this person's cookies, follows redirects and looks at the answer.</summary>
    public async Task<Page> SendAsync(HttpRequestMessage request, HttpStatusCode expected) =>
        await FollowRedirectsAsync(await ReadAsync(request), expected);

    private async Task<Page> FollowRedirectsAsync(Page answer, HttpStatusCode expected)
    {
        for (var i = 0; answer.Redirect is { } target; i++)
        {
            if (i == MostRedirects)
            {
                throw new InvalidOperationException($"Redirected without end, at last to {target}.");
            }

            answer = await ReadAsync(new HttpRequestMessage(HttpMethod.Get, target));
        }

        page = answer;
        return answer.Status == expected
            ? answer
            : throw new InvalidOperationException(
                $"{answer.Address} answered {(int)answer.Status} where {(int)expected} was expected.\n{answer.Text}\n"
                + string.Join('\n', app.Log.Problems));
    }

    private async Task<Page> ReadAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Cookie", cookies.Header);
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        cookies.Take(response);
        return await Page.ReadAsync(request.RequestUri!, response);
    }
}
