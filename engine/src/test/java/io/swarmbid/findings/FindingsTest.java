package io.swarmbid.findings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * The findings of the engine, by their default settings, against injected truth: precision at least 0.95 and recall at
 * least 0.9 of each. {@code -Dswarmbid.injections} lengthens it; the table goes to standard output with
 * {@code -Dswarmbid.print=true}.
 */
final class FindingsTest {
    private static final int INJECTIONS = Integer.getInteger("swarmbid.injections", 40);
    private static final Set<Finding> JUDGED =
            EnumSet.of(
                    Finding.IDLE,
                    Finding.OVERSIZED,
                    Finding.IO_BOUND,
                    Finding.NON_SCALING,
                    Finding.MISBID);

    private final int[] hits = new int[Finding.values().length];
    private final int[] falseAlarms = new int[Finding.values().length];
    private final int[] misses = new int[Finding.values().length];

    @Test
    void shouldFindWhatIsTrueAndLittleElse() {
        for (int seed = 1; seed <= INJECTIONS; seed++) {
            inject(seed);
        }
        final List<String> table = new ArrayList<>();
        boolean good = true;
        for (final Finding finding : JUDGED) {
            final int hit = hits[finding.ordinal()];
            final int wrong = falseAlarms[finding.ordinal()];
            final int missed = misses[finding.ordinal()];
            good &= 100 * hit >= 95 * (hit + wrong) && 10 * hit >= 9 * (hit + missed);
            table.add(
                    String.format(
                            "%-11s found %5d, false %4d, missed %4d, neither %5d: precision %.3f, recall %.3f",
                            finding,
                            hit,
                            wrong,
                            missed,
                            INJECTIONS * Injection.TASKS - hit - wrong - missed,
                            hit / (double) (hit + wrong),
                            hit / (double) (hit + missed)));
        }
        if (Boolean.getBoolean("swarmbid.print")) {
            table.forEach(System.out::println);
        }
        assertTrue(good, String.join("\n", table));
    }

    private void inject(final long seed) {
        final Settings settings =
                Settings.defaults()
                        .with(Setting.AUTOSCALE, 0)
                        .with(Setting.MAX_TASKS, 64)
                        .with(Setting.MAX_INSTANCES, 64)
                        .with(Setting.MAX_VRUS_PER_INSTANCE, 16)
                        .with(Setting.MAX_UNITS, 16);
        final Injection injection = new Injection(seed, settings);
        final Map<Long, Set<Finding>> flagged = new HashMap<>();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final FlagDecisionDecoder flag = new FlagDecisionDecoder();
        final DecisionSink sink =
                (buffer, offset, length) -> {
                    if (header.wrap(buffer, offset).templateId()
                            == FlagDecisionDecoder.TEMPLATE_ID) {
                        flag.wrapAndApplyHeader(buffer, offset, header);
                        flagged.computeIfAbsent(flag.task(), id -> EnumSet.noneOf(Finding.class))
                                .add(flag.finding());
                    }
                };
        long sequence = 0;
        try (EngineCore core = new EngineCore(settings, new SymbolTable())) {
            for (final Injection.Step step : injection.steps()) {
                core.onCommand(
                        ++sequence,
                        step.at(),
                        new UnsafeBuffer(step.command()),
                        0,
                        step.command().length,
                        sink);
            }
        }
        for (final Injection.Truth truth : injection.truths()) {
            count(truth.findings(), flagged.getOrDefault(truth.task(), Set.of()));
        }
    }

    private void count(final Set<Finding> truth, final Set<Finding> found) {
        for (final Finding finding : JUDGED) {
            final int[] counts =
                    truth.contains(finding)
                            ? found.contains(finding) ? hits : misses
                            : found.contains(finding) ? falseAlarms : null;
            if (counts != null) {
                counts[finding.ordinal()]++;
            }
        }
    }
}
