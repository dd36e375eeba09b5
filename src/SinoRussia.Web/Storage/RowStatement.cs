using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SinoRussia.Web.Storage;

/// <summary>One SQL statement for many rows, prepared once. Through the change tracker each row would be read whole, compared, and
/// written by a statement of its own making, at many times the cost.</summary>
internal sealed class RowStatement : IAsyncDisposable
{
    private readonly DbCommand command;
    private readonly IReadOnlyList<RelationalTypeMapping> mappings;

    /// <param name="sql">SQL that every database knows.</param>
    /// <param name="parameters">Each parameter's name, and the property that its values are stored like.</param>
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

    /// <summary>Runs it for one row, with the values in the order of the parameters.</summary>
    public Task RunAsync(CancellationToken cancellation, params IReadOnlyList<object?> values)
    {
        for (var at = 0; at < mappings.Count; at++)
        {
            command.Parameters[at].Value = (mappings[at].Converter is { } converter ? converter.ConvertToProvider(values[at]) : values[at]) ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();

    /// <summary>A property of annotations, or of a part of theirs.</summary>
    public static IProperty Of(AnnotationsDb db, string name, string? part = null)
    {
        var annotation = db.Model.FindEntityType(typeof(Annotation))!; // the model has it
        return (part is null ? annotation.FindProperty(name) : annotation.FindComplexProperty(part)?.ComplexType.FindProperty(name))
            ?? throw new ArgumentException($"Annotations have no property {part}.{name}.", nameof(name));
    }
}
