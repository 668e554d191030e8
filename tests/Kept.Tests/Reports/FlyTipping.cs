using Kept.Testing.Visits;

namespace Kept.Tests.Reports;

/// <summary>Walks through the report of dumped rubbish in English, as far as a test wants.</summary>
internal static class FlyTipping
{
    public const string Lane = "Lane behind Mill School";

    public static async Task<Visitor> StartAsync(Visitor visitor)
    {
        await visitor.GoAsync("/report/fly-tipping");
        await visitor.PressAsync("Start now");
        return visitor;
    }

    public static async Task<Visitor> ToPlaceAsync(Visitor visitor)
    {
        await StartAsync(visitor);
        await visitor.Tick("Furniture or a mattress").PressAsync("Continue");
        await visitor.Choose("As much as a small van holds").PressAsync("Continue");
        return visitor;
    }

    public static async Task<Visitor> ToPhotosAsync(Visitor visitor, string place = Lane)
    {
        await ToPlaceAsync(visitor);
        await visitor.Fill("Where is it, in your own words?", place).PressAsync("Continue");
        await visitor.Choose("No").PressAsync("Continue");
        await visitor.PressAsync("Continue");
        return visitor;
    }

    public static async Task<Visitor> ToDetailsAsync(Visitor visitor, string place = Lane)
    {
        await ToPhotosAsync(visitor, place);
        await visitor.PressAsync("Continue");
        await visitor.PressAsync("Continue");
        return visitor;
    }

    public static async Task<Visitor> ToCheckAsync(Visitor visitor, string place = Lane, string? mail = null)
    {
        await ToDetailsAsync(visitor, place);
        if (mail is not null)
        {
            visitor.Fill("Email address", mail);
        }

        await visitor.PressAsync("Continue");
        return visitor;
    }

    public static async Task<Page> SendAsync(Visitor visitor, string place = Lane, string? mail = null)
    {
        await ToCheckAsync(visitor, place, mail);
        return await visitor.PressAsync("Send the report");
    }
}
