namespace Kept.Desk.Api;

/// <summary>What the desk does, for programs with the key of a member of staff: under that person's rights, and in their name.</summary>
internal static class DeskApi
{
    public static IServiceCollection AddDeskApi(this IServiceCollection services) =>
        services.AddScoped<CaseCall>().AddScoped<CaseAnswers>().AddScoped<CallFiles>();

    public static void MapDeskApi(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases");
        cases.MapCaseLists();
        cases.MapCase();
        cases.MapOwnership();
        cases.MapPromises();
        cases.MapContacts();
        cases.MapPeople();
        cases.MapWork();
        cases.MapClosing();
        cases.MapProposals();
        api.MapFigures();
        api.MapPeopleLists();
    }
}
