package io.swarmbid.host.replay;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.CommandLogSource;
import io.swarmbid.host.log.CommandLogSource.FaultHandler;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.FaultReport;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.swf.SwfSettings;
import io.swarmbid.host.swf.SwfSource;
import io.swarmbid.host.swf.SwfWorkload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recorded input that was checked from its first line to its last, and can then be opened as often as wanted. Immutable
 * once made.
 */
public final class ReplayInput {
    /** Of {@link #jobsPassedOver}: jobs that have no run time or no processors. */
    public static final String WITHOUT_WORK = "withoutWork";

    /** Of {@link #jobsPassedOver}: jobs that no instance can hold. */
    public static final String TOO_WIDE = "tooWide";

    /** Opens the commands, telling the handler of each line at fault. */
    @FunctionalInterface
    private interface Opener {
        CommandSource open(SymbolTable symbols, FaultHandler handler);
    }

    private final Path file;
    private final Settings settings;
    private final Opener opener;
    private final FaultReport faults;
    private final LoggedAnswers answers = new LoggedAnswers();
    private final Map<String, Long> jobsPassedOver = new LinkedHashMap<>();
    private long lastInput;

    private ReplayInput(
            final Path file,
            final Settings settings,
            final Opener opener,
            final FaultReport faults) {
        this.file = file;
        this.settings = settings;
        this.opener = opener;
        this.faults = faults;
    }

    /**
     * Finds out what the input is and checks all of it.
     *
     * @throws InvalidInputException if it cannot be used; without {@link ReplayOptions#lenient()} also for one faulty
     *     line.
     */
    public static ReplayInput check(final ReplayOptions options) {
        final Path path = options.input();
        final String name = path.toString();
        final ReplayInput input;
        if (Files.exists(path) && !Files.isDirectory(path) && !Files.isRegularFile(path)) {
            throw new InvalidInputException(
                    name + " is no plain file; it is read twice, so put what it gives into a file");
        }
        if (Files.isDirectory(path)) {
            final RunDirectory directory = new RunDirectory(path);
            directory.refuseChanged();
            input = log(directory.commands(), options, directory.readSettings());
        } else if (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")) {
            input = log(path, options, Settings.defaults());
        } else if (name.endsWith(".swf") || name.endsWith(".swf.gz")) {
            input = workload(path, options);
        } else {
            throw new InvalidInputException(
                    name
                            + (Files.exists(path) ? " is no input" : " does not exist")
                            + "; INPUT is a command log (.jsonl, .jsonl.gz), a batch workload"
                            + " (.swf, .swf.gz) or the --out directory of an earlier run");
        }
        if (!options.lenient()) {
            input.faults.throwIfAny();
        }
        return input;
    }

    private static ReplayInput log(
            final Path path, final ReplayOptions options, final Settings initial) {
        if (!options.priceFiles().isEmpty()) {
            throw new InvalidInputException(
                    "--pool-costs goes with a batch workload (.swf) only; a log has poolCost commands");
        }
        final Settings settings = options.settings(initial, null).settings();
        final FaultReport faults = new FaultReport();
        final Opener opener =
                (symbols, handler) -> new CommandLogSource(path, settings, symbols, handler);
        final ReplayInput input = new ReplayInput(path, settings, opener, faults);
        input.firstPass();
        return input;
    }

    private static ReplayInput workload(final Path path, final ReplayOptions options) {
        final ReplayOptions.Concluded concluded =
                options.settings(Settings.defaults(), SwfSettings.defaults());
        final Settings settings = concluded.settings();
        final FaultReport faults = new FaultReport();
        final SwfWorkload workload =
                SwfWorkload.of(path, concluded.swf(), options.priceFiles(), options.seed(), faults);
        final Opener opener = (symbols, handler) -> workload.open(settings, symbols, handler);
        final ReplayInput input = new ReplayInput(path, settings, opener, faults);
        input.firstPass();
        return input;
    }

    private void firstPass() {
        final FaultHandler collector = (line, fault) -> faults.add(file.toString(), line, fault);
        try (CommandSource source = opener.open(new SymbolTable(), collector)) {
            while (source.next() && source.hasInput()) {
                if (source.sequence() != 0) {
                    lastInput = source.sequence();
                    answers.note(source.sequence(), source.buffer(), 0);
                }
            }
            if (source instanceof SwfSource jobs) {
                jobsPassedOver.put(WITHOUT_WORK, jobs.jobsWithoutWork());
                jobsPassedOver.put(TOO_WIDE, jobs.jobsTooWide());
            }
        }
    }

    /** Opens the commands; lines at fault are passed over without a word. */
    public CommandSource open(final SymbolTable symbols) {
        return opener.open(symbols, (line, fault) -> {});
    }

    /** The last input sequence that is at most this, 0 if there is none: lines that were passed over have none. */
    public long lastInputUpTo(final long sequence) {
        if (faults.total() == 0 || sequence >= lastInput) {
            return Math.min(sequence, lastInput);
        }
        long last = 0;
        try (CommandSource source = open(new SymbolTable())) {
            while (source.next() && source.sequence() <= sequence) {
                last = Math.max(last, source.sequence());
            }
        }
        return last;
    }

    /** The file that holds the commands or jobs. */
    public Path file() {
        return file;
    }

    /** The settings that hold: the defaults, those of an earlier run, those that were set. */
    public Settings settings() {
        return settings;
    }

    /** The faulty lines. */
    public FaultReport faults() {
        return faults;
    }

    /** What the input itself says for the host. */
    public LoggedAnswers answers() {
        return answers;
    }

    /** Jobs that became no task, by reason; empty for a log. */
    public Map<String, Long> jobsPassedOver() {
        return jobsPassedOver;
    }

    /** The last input sequence, 0 if there is none. */
    public long lastInput() {
        return lastInput;
    }
}
