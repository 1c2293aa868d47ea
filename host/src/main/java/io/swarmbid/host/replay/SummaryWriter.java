package io.swarmbid.host.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Writes {@code summary.json}. */
public final class SummaryWriter {
    /** Writes further fields of a live run, after all others. */
    @FunctionalInterface
    public interface Extra {
        /** A summary without further fields. */
        Extra NONE = json -> {};

        void write(JsonGenerator json) throws IOException;
    }

    private static final int MAX_STATEMENTS = 1_000;

    private SummaryWriter() {}

    /** Writes one JSON object and a line end; the stream stays open. */
    public static void write(final OutputStream out, final RunResult result, final Extra extra)
            throws IOException {
        final JsonFactory factory =
                JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeStringField("digest", RunResult.hex(result.digest()));
            json.writeStringField("stateDigest", RunResult.hex(result.stateDigest()));
            json.writeNumberField("inputs", result.counts().inputs());
            counts(json, "decisions", result.counts().decisions());
            counts(json, "skippedLines", result.skippedLines());
            money(json, result.totals());
            counts(json, "utilisationPpm", result.counts().utilisationPpm(result.endNs()));
            json.writeNumberField("moves", result.counts().moves());
            counts(json, "swarmMoves", result.counts().swarmMoves());
            json.writeNumberField("activations", result.counts().decisions().get("activate"));
            json.writeNumberField("queued", result.counts().queued());
            json.writeObjectFieldStart("estimateAccuracyPpm");
            json.writeNumberField("customers", result.totals().customersAccuracyPpm());
            json.writeNumberField("learned", result.totals().learnedAccuracyPpm());
            json.writeEndObject();
            accuracies(json, result.totals().accuracies());
            json.writeNumberField("running", result.counts().running());
            json.writeNumberField("endNs", result.endNs());
            counts(json, "refusals", result.counts().refusals());
            counts(json, "waits", result.counts().waits());
            counts(json, "rejections", result.counts().rejections());
            counts(json, "jobsPassedOver", result.jobsPassedOver());
            statements(json, result.totals().statements());
            capacity(json, result.capacity());
            waste(json, result.waste());
            settings(json, result.settings());
            extra.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void counts(
            final JsonGenerator json, final String name, final Map<String, Long> counts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (final Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void money(final JsonGenerator json, final Totals totals) throws IOException {
        json.writeNumberField("revenue", totals.revenue());
        json.writeNumberField("cost", totals.cost());
        json.writeNumberField("subsidy", totals.subsidy());
        json.writeNumberField("margin", totals.margin());
        json.writeNumberField("ledgerSum", totals.ledgerSum());
    }

    private static void accuracies(
            final JsonGenerator json, final List<AccuracySeries.Span> accuracies)
            throws IOException {
        json.writeArrayFieldStart("estimateAccuracies");
        for (final AccuracySeries.Span span : accuracies) {
            json.writeStartObject();
            json.writeNumberField("until", span.endNs());
            json.writeNumberField("tasks", span.tasks());
            json.writeNumberField("customers", span.customersSumPpm() / span.tasks());
            json.writeNumberField("learned", span.learnedSumPpm() / span.tasks());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The accounts with the highest charges, and the rest of them as one. */
    private static void statements(
            final JsonGenerator json, final List<Totals.Statement> statements) throws IOException {
        json.writeArrayFieldStart("customers");
        final int listed = Math.min(MAX_STATEMENTS, statements.size());
        for (final Totals.Statement each : statements.subList(0, listed)) {
            statement(json, each);
        }
        if (listed < statements.size()) {
            final List<Totals.Statement> rest = statements.subList(listed, statements.size());
            json.writeEndArray();
            json.writeFieldName("otherCustomers");
            statement(
                    json,
                    new Totals.Statement(
                            rest.size() + " others",
                            rest.stream().mapToLong(Totals.Statement::charged).sum(),
                            rest.stream().mapToLong(Totals.Statement::paidForMoves).sum(),
                            rest.stream().mapToLong(Totals.Statement::receivedForMoves).sum(),
                            rest.stream().mapToLong(Totals.Statement::cost).sum(),
                            rest.stream().mapToLong(Totals.Statement::subsidy).sum()));
            return;
        }
        json.writeEndArray();
    }

    private static void statement(final JsonGenerator json, final Totals.Statement statement)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("customer", statement.customer());
        json.writeNumberField("charged", statement.charged());
        json.writeNumberField("paidForMoves", statement.paidForMoves());
        json.writeNumberField("receivedForMoves", statement.receivedForMoves());
        json.writeNumberField("cost", statement.cost());
        json.writeNumberField("subsidy", statement.subsidy());
        json.writeEndObject();
    }

    private static void capacity(final JsonGenerator json, final CapacityCosts capacity)
            throws IOException {
        json.writeObjectFieldStart("capacity");
        json.writeNumberField("paid", capacity.paid());
        json.writeNumberField("activations", capacity.activations());
        json.writeNumberField("onDemand", capacity.onDemand());
        json.writeNumberField("dearest", capacity.dearest());
        json.writeNumberField("cheapest", capacity.cheapest());
        if (capacity.offline() != CapacityCosts.UNKNOWN) {
            json.writeNumberField("offline", capacity.offline());
            json.writeNumberField("offlineMoves", capacity.offlineMoves());
        }
        json.writeEndObject();
    }

    private static void waste(final JsonGenerator json, final Waste waste) throws IOException {
        json.writeObjectFieldStart("waste");
        amounts(json, waste.all());
        wasted(json, "classes", "class", null, waste.classes());
        wasted(json, "customers", "customer", null, waste.customers());
        wasted(json, "pools", "name", "pool", waste.pools());
        wasted(json, "instances", null, "instance", waste.instances());
        json.writeEndObject();
    }

    private static void wasted(
            final JsonGenerator json,
            final String field,
            final String name,
            final String id,
            final List<Waste.Line> lines)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (final Waste.Line line : lines) {
            json.writeStartObject();
            if (id != null) {
                json.writeNumberField(id, line.id());
            }
            if (name != null) {
                json.writeStringField(name, line.name());
            }
            amounts(json, line);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void amounts(final JsonGenerator json, final Waste.Line line)
            throws IOException {
        json.writeNumberField("held", line.held());
        json.writeNumberField("watched", line.watched());
        json.writeNumberField("wasted", line.wasted());
    }

    private static void settings(final JsonGenerator json, final Settings settings)
            throws IOException {
        json.writeObjectFieldStart("settings");
        for (final Setting setting : Setting.values()) {
            final long value = settings.get(setting);
            if (setting.isTruthValue()) {
                json.writeBooleanField(setting.externalName(), value != 0);
            } else if (setting == Setting.CHARGING) {
                json.writeStringField(setting.externalName(), setting.format(value));
            } else {
                json.writeNumberField(setting.externalName(), value);
            }
        }
        json.writeEndObject();
    }
}
