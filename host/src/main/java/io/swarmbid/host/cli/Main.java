package io.swarmbid.host.cli;

import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.log.Printable;
import io.swarmbid.host.log.UnwritableException;
import io.swarmbid.host.run.RunVerb;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line {@code swarmbid VERB …}. */
@Command(
        name = "swarmbid",
        synopsisSubcommandLabel = "VERB",
        description = "Auctions CPU, memory and accelerators among tasks by their bids.")
public final class Main implements Runnable {
    /** Set by the launcher where standard error is a terminal. */
    private static final String TERMINAL_PROPERTY = "swarmbid.terminal";

    @Spec private CommandSpec spec;

    private Main() {}

    public static void main(final String[] args) {
        final Terminal terminal = new Terminal(Boolean.getBoolean(TERMINAL_PROPERTY));
        final PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status;
        try {
            status =
                    run(
                            terminal,
                            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                            err,
                            args);
        } catch (final OutOfMemoryError e) {
            err.println(
                    "swarmbid: out of memory: "
                            + oneLine(String.valueOf(e.getMessage()))
                            + "; lower maxTasks, maxInstances or maxVrusPerInstance, or raise -Xmx and"
                            + " -XX:MaxDirectMemorySize (JAVA_TOOL_OPTIONS)");
            status = ExitStatus.FAILED;
        }
        System.exit(status);
    }

    /** Runs a command line; the result is its exit status. */
    public static int run(
            final Terminal terminal,
            final PrintWriter out,
            final PrintWriter err,
            final String... args) {
        final CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new RunCommand());
        line.addSubcommand(new ReplayCommand(terminal));
        line.addSubcommand(new WhatifCommand(terminal));
        line.addSubcommand(new ExplainCommand(terminal));
        line.addSubcommand(new InspectCommand(RunVerb.isTerminal()));
        line.addSubcommand(new ProbeCommand(RunVerb.isTerminal()));
        line.addSubcommand(new BenchCommand());
        line.getSubcommands().values().forEach(Main::addHelp);
        addHelp(line);
        line.getCommandSpec()
                .versionProvider(new Version())
                .addOption(
                        OptionSpec.builder("-V", "--version")
                                .versionHelp(true)
                                .description("Say which version this is.")
                                .build());
        final String[] words;
        try {
            words = RepeatedValues.expand(args);
        } catch (final InvalidInputException e) {
            err.println(e.getMessage());
            return ExitStatus.UNUSABLE;
        }
        return line.setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(Main::unusable)
                .setExecutionExceptionHandler(Main::failed)
                .execute(words);
    }

    private static void addHelp(final CommandLine line) {
        line.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Say this.")
                                .build());
    }

    @Override
    public void run() {
        throw new MissingParameterException(spec.commandLine(), List.of(), "a verb is missing");
    }

    private static int unusable(final ParameterException e, final String[] args) {
        final CommandLine line = e.getCommandLine();
        final CommandSpec verb = line.getCommandSpec();
        final String right;
        if (verb.parent() == null) {
            right =
                    "the verbs are "
                            + String.join(", ", line.getSubcommands().keySet())
                            + " (swarmbid VERB --help tells more)";
        } else {
            right =
                    "usage: swarmbid "
                            + verb.name()
                            + " "
                            + verb.positionalParameters().stream()
                                    .map(Main::synopsis)
                                    .collect(Collectors.joining(" "))
                            + verb.options().stream()
                                    .map(Main::synopsis)
                                    .collect(Collectors.joining());
        }
        final boolean unknownVerb =
                verb.parent() == null
                        && e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.isUnknownOption();
        final String wrong =
                unknownVerb
                        ? "unknown verb '"
                                + Printable.of(
                                        ((UnmatchedArgumentException) e).getUnmatched().get(0))
                                + "'"
                        : oneLine(e.getMessage());
        line.getErr().println("swarmbid: " + wrong + "; " + right);
        return ExitStatus.UNUSABLE;
    }

    private static String synopsis(final OptionSpec option) {
        final String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        final String all = option.longestName() + value;
        return option.required() ? " " + all : " [" + all + "]";
    }

    private static String synopsis(final PositionalParamSpec parameter) {
        return parameter.arity().min() == 0
                ? "[" + parameter.paramLabel() + "]"
                : parameter.paramLabel();
    }

    private static int failed(
            final Exception e, final CommandLine line, final CommandLine.ParseResult parsed) {
        if (e instanceof InvalidInputException) {
            line.getErr().println(e.getMessage());
            return ExitStatus.UNUSABLE;
        }
        line.getErr()
                .println(
                        "swarmbid: "
                                + UnwritableException.in(e)
                                        .map(Throwable::getMessage)
                                        .orElseGet(
                                                () ->
                                                        "the engine failed: "
                                                                + oneLine(e.toString())
                                                                + where(e.getStackTrace())));
        return ExitStatus.FAILED;
    }

    private static String where(final StackTraceElement[] trace) {
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static String oneLine(final String text) {
        return Printable.of(text.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }
}
