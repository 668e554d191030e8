namespace Kept.Administration;

/// <summary>
/// What administrators do on their pages, and everybody on the pages of the own account, for programs with a key: the same
/// operations, under the same rights.
/// </summary>
internal static class AdministrationApi
{
    public static IServiceCollection AddAdministrationApi(this IServiceCollection services) => services.AddScoped<AdminCall>();

    public static void MapAdministrationApi(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin");
        admin.MapStaffAdministration();
        admin.MapKeysAdministration();
        admin.MapWebhooks();
        admin.MapTables();
        admin.MapStatus();
        var account = api.MapGroup("/account");
        account.MapOwnAccount();
        account.MapOwnCalendars();
    }
}
