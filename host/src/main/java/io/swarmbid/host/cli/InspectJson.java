package io.swarmbid.host.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.swarmbid.view.Stamp;
import io.swarmbid.view.ViewAllocation;
import io.swarmbid.view.ViewInstance;
import io.swarmbid.view.ViewPool;
import io.swarmbid.view.ViewPrice;
import io.swarmbid.view.ViewSnapshot;
import io.swarmbid.view.ViewStatus;
import io.swarmbid.view.ViewTask;
import io.swarmbid.view.ViewTelemetry;
import io.swarmbid.view.VruCounts;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.OptionalLong;

/** A snapshot of a view as one line of JSON, in the units of the command log. */
final class InspectJson {
    private final JsonGenerator json;

    private InspectJson(final JsonGenerator json) {
        this.json = json;
    }

    static String line(final ViewSnapshot snapshot) throws IOException {
        final StringWriter out = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            new InspectJson(generator).write(snapshot);
        }
        return out.toString();
    }

    private void write(final ViewSnapshot snapshot) throws IOException {
        json.writeStartObject();
        status(snapshot.status());
        json.writeArrayFieldStart("pools");
        for (final ViewPool pool : snapshot.pools()) {
            json.writeStartObject();
            json.writeNumberField("id", pool.id());
            json.writeStringField("name", pool.name());
            json.writeNumberField("cost", pool.cost());
            json.writeNumberField("weight", pool.weight());
            counts("vrus", pool.vrus());
            end(pool.stamp());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("instances");
        for (final ViewInstance instance : snapshot.instances()) {
            json.writeStartObject();
            json.writeNumberField("id", instance.id());
            json.writeNumberField("pool", instance.pool());
            optional("fleet", instance.fleet());
            json.writeStringField("state", instance.state().toString());
            if (instance.reason() != null) {
                json.writeStringField("reason", instance.reason().toString());
            }
            json.writeNumberField("since", instance.sinceNs());
            optional("deadline", instance.deadlineNs());
            counts("vrus", instance.vrus());
            json.writeNumberField("normalisedCost", instance.normalisedCost());
            end(instance.stamp());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tasks");
        for (final ViewTask task : snapshot.tasks()) {
            task(task);
        }
        json.writeEndArray();
        vrus(snapshot);
        json.writeEndObject();
    }

    private void status(final ViewStatus status) throws IOException {
        json.writeBooleanField("live", status.isLive());
        json.writeBooleanField("closed", status.isClosed());
        json.writeNumberField("process", status.process());
        json.writeNumberField("startedAtMs", status.startedAtMs());
        json.writeNumberField("writtenAtMs", status.writtenAtMs());
        json.writeNumberField("at", status.timeNs());
        json.writeNumberField("engineInputs", status.engineInputs());
        json.writeNumberField("engineDecisions", status.engineDecisions());
        json.writeNumberField("viewInputs", status.viewInputs());
        json.writeNumberField("viewDecisions", status.viewDecisions());
        json.writeNumberField("lag", status.lag());
        json.writeNumberField("lagBound", status.lagBound());
        json.writeNumberField("timesBehind", status.timesBehind());
        json.writeNumberField("conflated", status.conflated());
        json.writeNumberField("published", status.published());
        json.writeNumberField("rebuilds", status.rebuilds());
        json.writeNumberField("repaired", status.repaired());
    }

    private void task(final ViewTask task) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", task.id());
        json.writeStringField("customer", task.customer());
        json.writeStringField("class", task.className());
        json.writeNumberField("bid", task.bid());
        json.writeNumberField("work", task.workNs());
        json.writeNumberField("min", task.min());
        json.writeNumberField("max", task.max());
        counts("bundle", task.bundle());
        optional("deadline", task.deadlineNs());
        optional("fleet", task.fleet());
        json.writeNumberField("arrival", task.arrival());
        json.writeStringField("state", task.isRunning() ? "RUNNING" : "QUEUED");
        json.writeNumberField("since", task.sinceNs());
        optional("instance", task.instance());
        json.writeNumberField("units", task.units());
        if (task.draining() > 0) {
            json.writeNumberField("draining", task.draining());
            json.writeNumberField("drainsUntil", task.drainsUntilNs().orElseThrow());
        }
        if (task.won() > 0) {
            json.writeNumberField("won", task.won());
            json.writeNumberField("wonBy", task.wonByNs().orElseThrow());
        }
        json.writeNumberField("slope", task.slope());
        json.writeNumberField("margin", task.margin());
        if (task.reason() != null) {
            json.writeStringField("reason", task.reason().toString());
        }
        if (task.kind() != null) {
            json.writeStringField("kind", kind(task.kind().toString()));
            json.writeNumberField("deficit", task.deficit());
        }
        optional(task.won() > 0 ? "keepsWith" : "priceToBeat", task.priceToBeat());
        optional("rival", task.rival());
        if (task.finding() != null) {
            json.writeStringField("finding", task.finding().toString());
            json.writeNumberField("recommendedUnits", task.recommendedUnits());
            json.writeNumberField("waste", task.waste());
        }
        if (task.usePpm().vcpu() >= 0) {
            counts("use", task.usePpm());
        }
        optional("ioBytesPerSecond", task.ioBytesPerSecond());
        end(task.stamp());
    }

    private void vrus(final ViewSnapshot snapshot) throws IOException {
        json.writeArrayFieldStart("prices");
        for (final ViewPrice price : snapshot.prices()) {
            json.writeStartObject();
            json.writeNumberField("instance", price.instance());
            json.writeStringField("kind", kind(price.kind().toString()));
            json.writeNumberField("price", price.price());
            end(price.stamp());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("allocations");
        for (final ViewAllocation vru : snapshot.allocations()) {
            json.writeStartObject();
            json.writeNumberField("instance", vru.instance());
            json.writeStringField("kind", kind(vru.kind().toString()));
            json.writeNumberField("vru", vru.vru());
            optional("task", vru.task());
            if (vru.drains()) {
                json.writeBooleanField("drains", true);
            }
            json.writeBooleanField("faulty", vru.isFaulty());
            end(vru.stamp());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("telemetry");
        for (final ViewTelemetry use : snapshot.telemetry()) {
            json.writeStartObject();
            json.writeNumberField("instance", use.instance());
            json.writeStringField("kind", kind(use.kind().toString()));
            json.writeNumberField("vru", use.vru());
            json.writeNumberField("utilisation", use.utilisationPpm());
            json.writeNumberField("ioBytesPerSecond", use.ioBytesPerSecond());
            end(use.stamp());
        }
        json.writeEndArray();
    }

    private static String kind(final String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void counts(final String name, final VruCounts counts) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("vcpu", counts.vcpu());
        json.writeNumberField("memory", counts.memory());
        json.writeNumberField("accelerator", counts.accelerator());
        json.writeEndObject();
    }

    private void optional(final String name, final OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        }
    }

    /** An id, where there is one. */
    private void optional(final String name, final long id) throws IOException {
        if (id != 0) {
            json.writeNumberField(name, id);
        }
    }

    /** Ends an entry with what it reflects. */
    private void end(final Stamp stamp) throws IOException {
        json.writeNumberField("input", stamp.inputSequence());
        json.writeNumberField("seq", stamp.decisionSequence());
        json.writeNumberField("changedAt", stamp.timeNs());
        json.writeEndObject();
    }
}
