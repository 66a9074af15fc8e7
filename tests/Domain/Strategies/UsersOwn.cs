namespace Elsewhere;

/// <summary>A class of a user's, who does not call his namespace like ours.</summary>
internal sealed record UsersOwn(object Inside);
