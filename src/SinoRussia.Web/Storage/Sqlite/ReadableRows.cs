using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>Leaves rows that cannot be read out of every query result, so that one damaged row does not break the rest.</summary>
/// <remarks>
/// Each column of a row is checked before EF sees the row. For some faults EF would throw. Others it would read as a different value (text in
/// a number column is read as 0, broken UTF-8 as U+FFFD), and a mark would appear on the wrong words. Nothing is written: the row stays as it
/// is, so that somebody can repair it.
/// </remarks>
internal sealed class ReadableRows(RowFaults faults) : DbCommandInterceptor
{
    // There are few different queries, but lists of ids can make more of them.
    private const int MostKnown = 500;

    private readonly ConcurrentDictionary<string, ColumnRule?[]> known = new(StringComparer.Ordinal);
    private RowRules? rules;

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) => Tested(command, eventData, result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Tested(command, eventData, result));

    private DbDataReader Tested(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (result is not SqliteDataReader { Handle: { } statement } rows || eventData.Context is not { } context)
        {
            return result;
        }

        rules ??= RowRules.Of(context.Model);
        if (!known.TryGetValue(command.CommandText, out var columns))
        {
            columns = rules.For(statement);
            if (known.Count < MostKnown)
            {
                known[command.CommandText] = columns;
            }
        }

        return Array.TrueForAll(columns, column => column is null) ? result : new Reader(rows, columns, command.CommandText.Contains("LEFT JOIN", StringComparison.Ordinal), faults);
    }

    [SuppressMessage("Design", "CA1010", Justification = "It is what DbDataReader is.")]
    private sealed class Reader(SqliteDataReader rows, ColumnRule?[] columns, bool isOuterJoin, RowFaults faults) : DbDataReader
    {
        private bool isFirst = true; // of several result sets: the rules apply to the first

        public override int Depth => rows.Depth;

        public override int FieldCount => rows.FieldCount;

        public override bool HasRows => rows.HasRows;

        public override bool IsClosed => rows.IsClosed;

        public override int RecordsAffected => rows.RecordsAffected;

        public override object this[int ordinal] => rows[ordinal];

        public override object this[string name] => rows[name];

        public override bool Read()
        {
            while (rows.Read())
            {
                if (!isFirst || IsReadable())
                {
                    return true;
                }

                faults.Meet();
            }

            return false;
        }

        public override bool NextResult()
        {
            isFirst = false;
            return rows.NextResult();
        }

        public override bool GetBoolean(int ordinal) => rows.GetBoolean(ordinal);

        public override byte GetByte(int ordinal) => rows.GetByte(ordinal);

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => rows.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

        public override char GetChar(int ordinal) => rows.GetChar(ordinal);

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => rows.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

        public override string GetDataTypeName(int ordinal) => rows.GetDataTypeName(ordinal);

        public override DateTime GetDateTime(int ordinal) => rows.GetDateTime(ordinal);

        public override decimal GetDecimal(int ordinal) => rows.GetDecimal(ordinal);

        public override double GetDouble(int ordinal) => rows.GetDouble(ordinal);

        public override IEnumerator GetEnumerator() => new DbEnumerator(this);

        public override Type GetFieldType(int ordinal) => rows.GetFieldType(ordinal);

        public override T GetFieldValue<T>(int ordinal) => rows.GetFieldValue<T>(ordinal);

        public override float GetFloat(int ordinal) => rows.GetFloat(ordinal);

        public override Guid GetGuid(int ordinal) => rows.GetGuid(ordinal);

        public override short GetInt16(int ordinal) => rows.GetInt16(ordinal);

        public override int GetInt32(int ordinal) => rows.GetInt32(ordinal);

        public override long GetInt64(int ordinal) => rows.GetInt64(ordinal);

        public override string GetName(int ordinal) => rows.GetName(ordinal);

        public override int GetOrdinal(string name) => rows.GetOrdinal(name);

        public override string GetString(int ordinal) => rows.GetString(ordinal);

        public override object GetValue(int ordinal) => rows.GetValue(ordinal);

        public override int GetValues(object[] values) => rows.GetValues(values);

        public override bool IsDBNull(int ordinal) => rows.IsDBNull(ordinal);

        public override void Close() => rows.Close();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rows.Dispose();
            }

            base.Dispose(disposing);
        }

        private bool IsReadable()
        {
            var row = rows.Handle!; // never null while reading
            for (var i = 0; i < columns.Length; i++)
            {
                if (columns[i] is { } rule && !rule.Allows(row, i) && !(isOuterJoin && IsAbsent(rule.Table)))
                {
                    return false;
                }
            }

            return true;
        }

        // Columns without a matching row in an outer join are null. That is not a fault.
        private bool IsAbsent(string table)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                if (columns[i]?.Table == table && !rows.IsDBNull(i))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
