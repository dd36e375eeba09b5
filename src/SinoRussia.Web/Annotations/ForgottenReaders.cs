using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Readers who deleted everything. What another tab or another process still sends for them is not saved.</summary>
/// <remarks>Stored in the database, so that all processes that use it see the same, and as hashes, which do not reveal the reader's id.</remarks>
internal static class ForgottenReaders
{
    public static async Task AddAsync(AnnotationsDb db, Guid reader, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(
            db, """INSERT INTO "ForgottenReaders" ("Reader", "ForgottenAt") VALUES (@reader, @now) ON CONFLICT ("Reader") DO UPDATE SET "ForgottenAt" = excluded."ForgottenAt" """, reader, cancellation);
        var moment = command.CreateParameter();
        (moment.ParameterName, moment.Value) = ("@now", now.ToUnixTimeMilliseconds());
        command.Parameters.Add(moment);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<bool> ContainsAsync(AnnotationsDb db, Guid reader, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(db, """SELECT 1 FROM "ForgottenReaders" WHERE "Reader" = @reader""", reader, cancellation);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    private static async Task<DbCommand> CommandAsync(AnnotationsDb db, string sql, Guid reader, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // constant at both callers
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@reader", Convert.ToHexStringLower(SHA256.HashData(reader.ToByteArray())));
        command.Parameters.Add(parameter);
        return command;
    }
}
