package io.swarmbid.host.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.CommandLogSource;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.log.LineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Commands as a person writes them on a command line, checked, to be inserted into an input. Immutable. */
final class Insertions {
    private static final String OPTION = "--command";

    private final byte[] text;
    private final Settings settings;

    /**
     * Checks the commands.
     *
     * @param commands one JSON object each, as in a command log; one without {@code at} comes at {@code fromNs}.
     * @param fromNs time from which on they may come, nanoseconds.
     * @throws InvalidInputException naming every one that is wrong.
     */
    Insertions(final List<String> commands, final Settings settings, final long fromNs) {
        this.settings = settings;
        final StringBuilder lines = new StringBuilder();
        for (final String command : commands) {
            lines.append(timed(command.strip().replace('\n', ' '), fromNs)).append('\n');
        }
        text = lines.toString().getBytes(StandardCharsets.UTF_8);
        final List<String> faults = new ArrayList<>();
        try (CommandSource checked =
                new CommandLogSource(
                        lines(),
                        settings,
                        new SymbolTable(),
                        (line, fault) -> faults.add(fault.describe(OPTION, line)))) {
            while (checked.next()) {
                if (checked.atNs() < fromNs) {
                    faults.add(
                            OPTION
                                    + ":"
                                    + checked.sequence()
                                    + ": at "
                                    + checked.atNs()
                                    + " is before the fork; it is at least "
                                    + fromNs
                                    + ", or left out");
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
    }

    private LineReader lines() {
        return new LineReader(OPTION, text);
    }

    /** The command with a time, where it is an object that has none. */
    private static String timed(final String command, final long atNs) {
        try (JsonParser parser = new JsonFactory().createParser(command)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return command;
            }
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                if ("at".equals(name)) {
                    return command;
                }
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (final IOException e) {
            // Said where the line is checked.
            return command;
        }
        final String rest = command.substring(1).strip();
        return "{\"at\":" + atNs + (rest.startsWith("}") ? "" : ",") + rest;
    }

    /** An input with the commands after an input sequence; neither has begun. */
    CommandSource into(
            final CommandSource source, final SymbolTable symbols, final long afterSequence) {
        return new InsertedCommands(
                source,
                new CommandLogSource(lines(), settings, symbols, (line, fault) -> {}),
                afterSequence);
    }
}
