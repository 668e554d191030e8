using Kept.Api;
using Kept.Cases;

namespace Kept.Desk.Api.Views;

/// <summary>A case as whoever asks may see it: staff with their key, or a resident with the token of a link.</summary>
internal sealed record CaseAsSeen(CaseWhole WithKey, PublicCase WithToken) : IOneOf;
