using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SinoRussia.Web.Storage;

/// <summary>One SQL statement for many rows, prepared once. The change tracker would read each whole row, compare it, and write it with its
/// own statement, which costs many times as much.</summary>
internal sealed class RowStatement : IAsyncDisposable
{
    private readonly DbCommand command;
    private readonly IReadOnlyList<RelationalTypeMapping> mappings;

    /// <param name="sql">SQL that every database understands.</param>
    /// <param name="parameters">The name of each parameter, and the property whose storage format its values use.</param>
    public RowStatement(AnnotationsDb db, string sql, params IReadOnlyList<(string Name, IProperty Like)> parameters)
    {
        command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        mappings = [.. parameters.Select(parameter => parameter.Like.GetRelationalTypeMapping())];
        for (var at = 0; at < mappings.Count; at++)
        {
            command.Parameters.Add(mappings[at].CreateParameter(command, parameters[at].Name, value: null, nullable: true));
        }
    }

    /// <summary>Runs the statement for one row, with the values in the order of the parameters.</summary>
    public Task RunAsync(CancellationToken cancellation, params IReadOnlyList<object?> values)
    {
        for (var at = 0; at < mappings.Count; at++)
        {
            command.Parameters[at].Value = (mappings[at].Converter is { } converter ? converter.ConvertToProvider(values[at]) : values[at]) ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();

    /// <summary>A property of annotations, or of one of their complex properties.</summary>
    public static IProperty Of(AnnotationsDb db, string name, string? part = null)
    {
        var annotation = db.Model.FindEntityType(typeof(Annotation))!; // always in the model
        return (part is null ? annotation.FindProperty(name) : annotation.FindComplexProperty(part)?.ComplexType.FindProperty(name))
            ?? throw new ArgumentException($"Annotations have no property {part}.{name}.", nameof(name));
    }
}
