using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kept.Chrome.Dev;

/// <summary>
/// Every failure, to be looked at: a status such as <c>/dev/fail/404</c> at once, and <c>busy</c>, <c>full</c>,
/// <c>disk</c>, <c>postgres</c> and <c>bug</c> when its form is sent.
/// </summary>
[DevelopmentOnly]
internal sealed class Fail : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string How { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public bool WithPassword { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public IActionResult OnGet() =>
        int.TryParse(How, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? StatusCode(status) : Page();

    public IActionResult OnPost() => throw How switch
    {
        "busy" => new InvalidOperationException("Saving failed.", new SqliteException("database is locked", 5)),
        "full" => new SqliteException("database or disk is full", 13),
        "disk" => new IOException("No space left on device", 28),
        "postgres" => new NpgsqlException("No connection", new SocketException((int)SocketError.ConnectionRefused)),
        _ => new InvalidOperationException("A fault of the program."),
    };
}
