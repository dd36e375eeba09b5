using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>What each column of the database may hold according to the model. SQLite itself accepts any value in any column.</summary>
internal sealed class RowRules
{
    private readonly FrozenDictionary<(string Table, string Column), ColumnRule> rules;

    private RowRules(IEnumerable<KeyValuePair<(string Table, string Column), ColumnRule>> rules) => this.rules = rules.ToFrozenDictionary();

    public IEnumerable<string> Tables => rules.Keys.Select(key => key.Table).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public static RowRules Of(IModel model) => new(
        from table in model.GetRelationalModel().Tables
        from column in table.Columns
        select KeyValuePair.Create((table.Name, column.Name), ColumnRule.Of(column)));

    /// <summary>The rule for each column of a result; <see langword="null"/> for computed columns.</summary>
    public ColumnRule?[] For(sqlite3_stmt statement)
    {
        var found = new ColumnRule?[raw.sqlite3_column_count(statement)];
        for (var i = 0; i < found.Length; i++)
        {
            var table = raw.sqlite3_column_table_name(statement, i).utf8_to_string();
            var column = raw.sqlite3_column_origin_name(statement, i).utf8_to_string();
            found[i] = table is null || column is null ? null : rules.GetValueOrDefault((table, column));
        }

        return found;
    }
}

/// <summary>What one column may hold.</summary>
internal sealed class ColumnRule
{
    private static readonly long Latest = new DateTimeOffset(9000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly Kind kind;
    private readonly bool isNullable;
    private readonly long least = int.MinValue;
    private readonly FrozenSet<string> names;

    private ColumnRule(IProperty property, string table, string column, bool isNullable)
    {
        (Table, Column, this.isNullable) = (table, column, isNullable);
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        kind = type == typeof(Guid) ? Kind.Id
            : type.IsEnum ? Kind.Name
            : type == typeof(string) ? column == nameof(Annotation.OtherMembers) ? Kind.Json : Kind.Text
            : type == typeof(DateTimeOffset) ? Kind.Moment
            : type == typeof(int) ? Kind.Number
            : type == typeof(long) || type == typeof(bool) ? Kind.Whole
            : type == typeof(double) ? Kind.Real
            : type.IsAssignableTo(typeof(IEnumerable<string>)) ? Kind.Texts
            : Kind.Any;
        names = type.IsEnum ? Enum.GetNames(type).ToFrozenSet(StringComparer.Ordinal) : [];
        if (column == nameof(Annotation.Version))
        {
            least = 1;
        }
    }

    private enum Kind
    {
        Any,
        Id,
        Name,
        Text,
        Texts,
        Json,
        Moment,
        Number,
        Whole,
        Real,
    }

    public string Table { get; }

    public string Column { get; }

    public static ColumnRule Of(IColumn column) => new(column.PropertyMappings[0].Property, column.Table.Name, column.Name, column.IsNullable);

    /// <summary>Whether the statement's current row has a readable value in this column.</summary>
    public bool Allows(sqlite3_stmt row, int ordinal)
    {
        var type = raw.sqlite3_column_type(row, ordinal);
        return type == raw.SQLITE_NULL ? isNullable : kind switch
        {
            Kind.Id => type == raw.SQLITE_TEXT && IsId(raw.sqlite3_column_blob(row, ordinal)),
            Kind.Name => type == raw.SQLITE_TEXT && IsName(raw.sqlite3_column_blob(row, ordinal)),
            Kind.Text => type == raw.SQLITE_TEXT && Utf8.IsValid(raw.sqlite3_column_blob(row, ordinal)),
            Kind.Texts => type == raw.SQLITE_TEXT && AreTexts(raw.sqlite3_column_blob(row, ordinal)),
            Kind.Json => type == raw.SQLITE_TEXT && IsObject(raw.sqlite3_column_blob(row, ordinal)),
            Kind.Moment => type == raw.SQLITE_INTEGER && raw.sqlite3_column_int64(row, ordinal) is var moment && moment >= 0 && moment < Latest,
            Kind.Number => type == raw.SQLITE_INTEGER && raw.sqlite3_column_int64(row, ordinal) is var number && number >= least && number <= int.MaxValue,
            Kind.Whole => type == raw.SQLITE_INTEGER,
            Kind.Real => type is raw.SQLITE_FLOAT or raw.SQLITE_INTEGER,
            _ => true,
        };
    }

    // Exactly as EF writes it. An id in another form could be read, but queries would not find it.
    private static bool IsId(ReadOnlySpan<byte> text) => text.Length == 36 && !text.ContainsAnyInRange((byte)'a', (byte)'z') && Guid.TryParse(text, out _);

    private bool IsName(ReadOnlySpan<byte> text)
    {
        Span<char> name = stackalloc char[64];
        return text.Length <= name.Length
            && Utf8.ToUtf16(text, name, out _, out var length, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done
            && names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[..length]);
    }

    // A JSON object that can be merged into another one: no duplicate names, and all strings are valid Unicode.
    private static bool IsObject(ReadOnlySpan<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), StoredJson.Options);
            return document.RootElement.ValueKind == JsonValueKind.Object && StoredJson.IsUnicode(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // A JSON list of valid strings: no lone surrogate in an escape.
    private static bool AreTexts(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var isList = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
            while (isList && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                isList = reader.TokenType == JsonTokenType.String && (!reader.ValueIsEscaped || reader.GetString() is not null) && Utf8.IsValid(reader.ValueSpan);
            }

            return isList && reader.TokenType == JsonTokenType.EndArray && !reader.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
