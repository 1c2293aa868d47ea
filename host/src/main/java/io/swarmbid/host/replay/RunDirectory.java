package io.swarmbid.host.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.log.OutputFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files that a run leaves in its {@code --out} directory. Immutable. */
public final class RunDirectory {
    /** In a summary: whether no host was played. */
    public static final String SCRIPTED_FIELD = "scripted";

    /** In the summary of a what-if's changed side: the input after which the settings changed. */
    public static final String CHANGED_FIELD = "settingsChangedAfter";

    /** In the summary of a live run only. */
    private static final String LIVE_FIELD = "actuator";

    /** Its name in the directory. */
    static final String SETTINGS = "settings.txt";

    private final Path directory;

    public RunDirectory(final Path directory) {
        this.directory = directory;
    }

    public Path path() {
        return directory;
    }

    /** Every accepted command. */
    public Path commands() {
        return directory.resolve("commands.jsonl");
    }

    /** Every decision. */
    public Path decisions() {
        return directory.resolve("decisions.jsonl");
    }

    /** Totals, digests and settings. */
    public Path summary() {
        return directory.resolve("summary.json");
    }

    /** The settings of a run that are not as by default, in the form that {@code --set} takes, from its start on. */
    Path settings() {
        return directory.resolve(SETTINGS);
    }

    /** Notes the settings with which a run begins. */
    public void begin(final Settings settings) throws IOException {
        final Map<String, String> usual = Settings.defaults().toMap();
        final String changed =
                settings.toMap().entrySet().stream()
                        .filter(each -> !each.getValue().equals(usual.get(each.getKey())))
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(","));
        OutputFile.replace(
                settings(), out -> out.write((changed + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Which settings to replay a run with that has no summary. */
    private String sets() {
        try {
            final String changed = Files.readString(settings()).strip();
            return changed.isEmpty() ? "with the settings by default" : "with --set " + changed;
        } catch (final IOException e) {
            return "with the settings that it had (--set)";
        }
    }

    /** Whether there are the logs of a run, which need not have ended. */
    public boolean wasBegun() {
        return Files.exists(commands()) && Files.exists(decisions());
    }

    /**
     * The settings that the run had.
     *
     * @throws InvalidInputException if there is no readable summary, or settings in it that are not right.
     */
    public Settings readSettings() {
        Settings settings = Settings.defaults();
        boolean found = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(summary()));
                JsonParser parser = new JsonFactory().createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidInputException(
                        summary() + ": is no JSON object; it must be the summary of a run");
            }
            String name = parser.nextFieldName();
            while (name != null) {
                if (parser.nextToken() == JsonToken.START_OBJECT && "settings".equals(name)) {
                    found = true;
                    settings = settings(parser, settings);
                } else {
                    parser.skipChildren();
                }
                name = parser.nextFieldName();
            }
        } catch (final JsonProcessingException e) {
            throw new InvalidInputException(
                    summary() + ": is not JSON; it must be the summary of a run");
        } catch (final IOException e) {
            throw new InvalidInputException(
                    wasBegun() && !Files.exists(summary())
                            ? directory
                                    + " has no summary.json: its run goes on, or broke off (killed, or no room on"
                                    + " the disk); wait for its end, or replay "
                                    + commands()
                                    + ", which has all but the last moments, "
                                    + sets()
                                    + ", and --scripted where it was a live run's"
                            : summary()
                                    + " cannot be read; "
                                    + directory
                                    + " must be the --out of a run");
        }
        if (!found) {
            throw new InvalidInputException(
                    summary() + ": has no settings; it must be the summary of a run");
        }
        return settings;
    }

    /** Whether all that happened stands in its log: it is a live run's, or that of a replay which played no host. */
    public boolean isScripted() {
        return field(LIVE_FIELD).isPresent() || "true".equals(field(SCRIPTED_FIELD).orElse(""));
    }

    /**
     * Refuses a directory whose settings did not hold from the start.
     *
     * @throws InvalidInputException if it is the changed side of a what-if.
     */
    void refuseChanged() {
        field(CHANGED_FIELD)
                .ifPresent(
                        sequence -> {
                            throw new InvalidInputException(
                                    directory
                                            + " is the changed side of a what-if, its settings changed after input "
                                            + sequence
                                            + "; INPUT is a run whose settings held from the start");
                        });
    }

    /** A field of the summary as text; empty if it is not there, or the summary cannot be read. */
    private Optional<String> field(final String wanted) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(summary()));
                JsonParser parser = new JsonFactory().createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(wanted)) {
                    return Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (final IOException e) {
            // Said where the settings are read.
            return Optional.empty();
        }
    }

    private Settings settings(final JsonParser parser, final Settings initial) throws IOException {
        Settings settings = initial;
        String name = parser.nextFieldName();
        while (name != null) {
            parser.nextToken();
            try {
                settings = settings.with(name, String.valueOf(parser.getText()));
            } catch (final IllegalArgumentException e) {
                throw new InvalidInputException(summary() + ": " + e.getMessage());
            }
            parser.skipChildren();
            name = parser.nextFieldName();
        }
        return settings;
    }
}
