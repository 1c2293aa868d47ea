package io.swarmbid.host.run;

import com.fasterxml.jackson.core.JsonGenerator;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.log.OutputFile;
import io.swarmbid.host.replay.CoreFactory;
import io.swarmbid.host.replay.Replay;
import io.swarmbid.host.replay.ReplayInput;
import io.swarmbid.host.replay.ReplayOptions;
import io.swarmbid.host.replay.RunDirectory;
import io.swarmbid.host.replay.RunResult;
import io.swarmbid.host.replay.SummaryWriter;
import io.swarmbid.host.report.ReportWriter;
import io.swarmbid.pipeline.LatencySnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The end of a run's files. The log is replayed at once: the books come from there, and a run whose replay gave another
 * digest would be worth nothing, so that is a failure.
 */
final class Conclusion {
    private Conclusion() {}

    /**
     * Replays the commands and writes {@code summary.json} and {@code report.html}.
     *
     * @throws IllegalStateException if the replay does not give the run's own digests, or cannot be made; there is no
     *     summary then.
     */
    static RunOutcome write(
            final RunPlan plan,
            final RunDirectory directory,
            final long digest,
            final long stateDigest,
            final LatencySnapshot latency,
            final List<LatencySeries.Span> latencies,
            final String actuator,
            final String probes,
            final long busyPpm,
            final long telemetryDropped)
            throws IOException {
        final ReplayOptions options =
                new ReplayOptions(
                        directory.commands(),
                        Map.of(),
                        RunSettings.sets(plan.settings()),
                        0,
                        true,
                        false);
        final RunResult replayed = replay(options);
        if (replayed.digest() != digest || replayed.stateDigest() != stateDigest) {
            throw new IllegalStateException(
                    "the replay of "
                            + directory.commands()
                            + " gives digest "
                            + RunResult.hex(replayed.digest())
                            + " and state "
                            + RunResult.hex(replayed.stateDigest())
                            + ", the run gave "
                            + RunResult.hex(digest)
                            + " and "
                            + RunResult.hex(stateDigest));
        }
        final RunResult result =
                new RunResult(
                        digest,
                        stateDigest,
                        replayed.endNs(),
                        replayed.skippedLines(),
                        replayed.jobsPassedOver(),
                        replayed.counts(),
                        replayed.totals(),
                        replayed.capacity(),
                        replayed.waste(),
                        plan.settings());
        final RunOutcome outcome =
                new RunOutcome(
                        result,
                        directory.path(),
                        latency,
                        latencies,
                        actuator,
                        probes,
                        busyPpm,
                        telemetryDropped);
        OutputFile.replace(
                directory.summary(),
                summary ->
                        SummaryWriter.write(summary, result, json -> extra(json, plan, outcome)));
        ReportWriter.write(directory.path());
        return outcome;
    }

    /** What cannot be used now the run itself has written. */
    private static RunResult replay(final ReplayOptions options) throws IOException {
        try {
            return new Replay(ReplayInput.check(options), true, CoreFactory.ENGINE)
                    .run(null, input -> {});
        } catch (final InvalidInputException e) {
            throw new IllegalStateException(
                    "the run has ended, but its log was removed or changed while it ran: "
                            + e.getMessage());
        }
    }

    private static void extra(
            final JsonGenerator json, final RunPlan plan, final RunOutcome outcome)
            throws IOException {
        final LatencySnapshot latency = outcome.latency();
        json.writeObjectFieldStart("latencyNs");
        json.writeNumberField("p50", latency.p50Ns());
        json.writeNumberField("p99", latency.p99Ns());
        json.writeNumberField("p999", latency.p999Ns());
        json.writeNumberField("max", latency.maxNs());
        json.writeNumberField("count", latency.count());
        json.writeEndObject();
        latencies(json, outcome.latencies());
        json.writeStringField("actuator", outcome.actuator());
        json.writeStringField("probes", outcome.probes());
        json.writeStringField("workload", plan.title());
        json.writeNumberField("vcpuSharePpm", plan.machine().settings().vcpuSharePpm());
        json.writeNumberField("memoryBlockBytes", plan.machine().settings().memoryBlockBytes());
        json.writeNumberField("machineBusyPpm", outcome.busyPpm());
        json.writeNumberField("telemetryDropped", outcome.telemetryDropped());
        json.writeObjectFieldStart("tasks");
        long id = 0;
        for (final var task : plan.workload().tasks()) {
            id++;
            json.writeStringField(Long.toString(id), task.name());
        }
        json.writeEndObject();
    }

    private static void latencies(final JsonGenerator json, final List<LatencySeries.Span> spans)
            throws IOException {
        json.writeArrayFieldStart("latencies");
        for (final LatencySeries.Span span : spans) {
            final Histogram latencies = span.latencies();
            json.writeStartObject();
            json.writeNumberField("until", span.endNs());
            json.writeNumberField("count", latencies.getTotalCount());
            json.writeNumberField("p50", latencies.getValueAtPercentile(50));
            json.writeNumberField("p99", latencies.getValueAtPercentile(99));
            json.writeNumberField("max", latencies.getMaxValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
