package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.Markup;
import io.swarmbid.host.report.record.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The frame of the report: head, contents, sections in order, script. */
final class Page {
    private final RunRecord run;
    private final List<Section> sections;

    Page(final RunRecord run) {
        this.run = run;
        this.sections =
                List.of(
                        new GlanceSection(run),
                        new WarSection(run),
                        new TaskSection(run),
                        new CapacitySection(run),
                        new UsageSection(run),
                        new WasteSection(run),
                        new EstimateSection(run),
                        new MarginSection(run),
                        new DecisionSection(run),
                        new SwarmSection(run),
                        new EngineSection(run));
    }

    String build() {
        final String script = "//<![CDATA[\n" + resource("report.js") + "//]]>";
        final String policy =
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
                        + sha256(script)
                        + "'";
        final Markup page = new Markup();
        page.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8").line();
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy).line();
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        page.leaf("title", heading() + run.name()).line();
        page.open("style").raw(resource("report.css")).close().line();
        page.close().open("body");
        header(page);
        page.open("main");
        for (final Section section : sections) {
            if (section.isWorthwhile()) {
                page.open("section", "id", section.id()).leaf("h2", section.title()).line();
                section.write(page);
                page.close().line();
            }
        }
        page.close();
        page.open("script").raw(script).close();
        page.close(2).line();
        return page.build();
    }

    /** Only a run on a machine has latencies. */
    private String heading() {
        return run.summary().has("latencyNs") ? "Swarmbid run " : "Swarmbid replay ";
    }

    private void header(final Markup page) {
        page.open("header").open("h1").text(heading()).leaf("bdi", run.name()).close();
        page.open("nav", "aria-label", "Contents");
        for (final Section section : sections) {
            if (section.isWorthwhile()) {
                page.leaf("a", section.title(), "href", "#" + section.id()).text(" ");
            }
        }
        page.close(2).line();
    }

    private static String resource(final String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(final String text) {
        try {
            final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
