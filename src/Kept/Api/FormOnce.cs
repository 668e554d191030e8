using System.Security.Cryptography;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Api;

/// <summary>
/// Lets a form of a page do once what it does, however often it is sent: the page gives it a key, and the key is saved with the
/// change as an <c>Idempotency-Key</c> of a program is. The content is part of the key, so that whoever goes back and writes
/// something else is heard.
/// </summary>
internal sealed class FormOnce(IHttpContextAccessor accessor, RequestOnce once, EarlierRequests earlier, KeptDb db)
{
    /// <summary>The hidden field that carries the key.</summary>
    public const string Field = "Once";

    private const int KeyLength = 24;
    private const string Token = "__RequestVerificationToken";

    private HttpContext Context => accessor.HttpContext!;

    /// <summary>For the forms of one page as it is shown now.</summary>
    public static string NewKey() => RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);

    /// <param name="whose">Who sends it: of others the same key means another form.</param>
    /// <param name="work">Does what the form asks for, in one save.</param>
    /// <param name="isDone">Whether that came to anything.</param>
    /// <returns>What the work answered; null where the same form did it before.</returns>
    public async Task<T?> DoAsync<T>(string whose, Func<Task<T>> work, Func<T, bool> isDone)
        where T : class
    {
        if (await KeyAsync(whose) is not { } key)
        {
            return await work();
        }

        if (await WasDoneAsync(key))
        {
            return null;
        }

        once.Expect(key, _ => new ApiReply(StatusCodes.Status303SeeOther, ""));
        try
        {
            var outcome = await work();
            return isDone(outcome) || !await WasDoneAsync(key) ? outcome : null;
        }
        catch (DbUpdateException) when (!Context.RequestAborted.IsCancellationRequested)
        {
            // The same form came twice at once, and the other one was first; then nothing of this one was saved.
            db.ChangeTracker.Clear();
            if (!await WasDoneAsync(key))
            {
                throw;
            }

            return null;
        }
        finally
        {
            once.Forget();
        }
    }

    private async Task<bool> WasDoneAsync(RequestKey key) => await earlier.FindAsync(key, Context.RequestAborted) is EarlierRequest.Answered;

    /// <summary>Null for a form without a key.</summary>
    private async Task<RequestKey?> KeyAsync(string whose)
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        if (form[Field].ToString() is not { Length: KeyLength } typed)
        {
            return null;
        }

        List<string> parts = [Context.Request.Path, Context.Request.QueryString.ToString()];
        parts.AddRange(form.Where(field => field.Key != Token).OrderBy(field => field.Key, StringComparer.Ordinal)
            .SelectMany(field => field.Value.Select(value => value ?? "").Prepend(field.Key)));
        foreach (var file in form.Files)
        {
            await using var content = file.OpenReadStream();
            parts.AddRange([file.Name, file.FileName, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Context.RequestAborted))]);
        }

        var key = $"{typed}:{RequestHash.Of(parts)}";
        return new RequestKey($"form:{whose}", key, "", new AnswerSeal("", key));
    }
}
