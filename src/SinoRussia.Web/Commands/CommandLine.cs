using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace SinoRussia.Web.Commands;

/// <summary>Parses and runs the command line: <c>dotnet SinoRussia.Web.dll [COMMAND] [OPTION …]</c>.</summary>
internal sealed class CommandLine
{
    /// <summary>Exit code: success.</summary>
    public const int Done = 0;

    /// <summary>Exit code: it could not be done. Standard error says why.</summary>
    public const int Refused = 1;

    /// <summary>Exit code: the command line was not understood, and nothing was done.</summary>
    public const int NotUnderstood = 2;

    private const string ExitCodes =
        """
        Every setting can also be in appsettings.json, or in the environment with two underscores instead of the colon: Data__Folder=/data.
        The command line overrides the environment, and the environment overrides the file.
        Exit codes:
          0  done; for healthz: the site is ready
          1  it could not be done, and standard error says why; for healthz: the site is not ready, or does not answer
          2  the command line was not understood; nothing was done
        """;

    private readonly ParseResult result;
    private readonly SettingOptions settings;
    private readonly Command serve = new("serve", "Serves the site. This is the default command.");

    private CommandLine(string[] args)
    {
        settings = new SettingOptions(args);
        var root = new RootCommand("Serves an annotated essay and stores its readers' notes.")
        {
            serve,
            BackupCommand.Create(Configuration),
            RestoreCommand.Create(Configuration),
            HealthCommand.Create(Configuration),
        };
        foreach (var option in settings.Options)
        {
            root.Add(option);
        }

        root.SetAction(_ => Done);
        serve.SetAction(_ => Done);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpThenExitCodes((HelpAction)help.Action!); // the constructor sets it
        result = root.Parse(settings.Arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
    }

    /// <summary>Whether the site is to be served.</summary>
    public bool Serves => result.Errors.Count == 0 && (result.Action == result.RootCommandResult.Command.Action || result.Action == serve.Action);

    /// <summary>The settings on the command line, for the configuration of ASP.NET.</summary>
    public string[] Settings => settings.In(result);

    public static CommandLine Parse(string[] args) => new(args);

    /// <summary>Runs the command, or prints why it was not understood.</summary>
    /// <param name="add">Registers the services of the site, see <see cref="ServeCommand"/>.</param>
    /// <param name="use">Adds the middleware and the endpoints.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Action<WebApplicationBuilder> add, Action<WebApplication> use)
    {
        if (Serves)
        {
            return await ServeCommand.RunAsync(Settings, add, use);
        }

        if (result.Action is ParseErrorAction) // its own output is a screen of help, which hides the error
        {
            foreach (var message in result.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            {
                await Console.Error.WriteLineAsync(message);
            }

            var unknown = result.UnmatchedTokens.Concat(result.Tokens.Where(token => token.Type == TokenType.Argument).Select(token => token.Value).Where(StoredData.IsOption));
            foreach (var meant in unknown.Select(word => Suggestion.For(word, Names())).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                await Console.Error.WriteLineAsync($"Did you mean '{meant}'?");
            }

            await Console.Error.WriteLineAsync("Nothing was done. --help lists the commands and options.");
            return NotUnderstood;
        }

        return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private IEnumerable<string> Names()
    {
        var (root, command) = (result.RootCommandResult.Command, result.CommandResult.Command);
        return root.Subcommands.Select(known => known.Name).Concat(root.Options.Concat(command.Options).Where(option => !option.Hidden).Select(option => option.Name));
    }

    private IConfiguration Configuration() => SiteBuilder.Create(Settings).Configuration;

    private sealed class HelpThenExitCodes(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(ExitCodes);
            return Done;
        }
    }
}
