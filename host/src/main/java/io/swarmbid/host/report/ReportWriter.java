package io.swarmbid.host.report;

import io.swarmbid.host.log.OutputFile;
import io.swarmbid.host.report.record.RecordReader;
import io.swarmbid.host.report.record.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes the report of a run from its output directory. */
public final class ReportWriter {
    /** The name of the report in its directory. */
    public static final String FILE_NAME = "report.html";

    private ReportWriter() {}

    /**
     * Reads {@code commands.jsonl}, {@code decisions.jsonl}, {@code summary.json} and, where it is there, {@code
     * usage.csv}, and writes {@code report.html} beside them, whole and in place of an earlier one. Memory and the size
     * of the report are bounded whatever the length of the run.
     *
     * @param dir the output directory of a run or a replay.
     * @return the report.
     * @throws IOException if a file is missing, cannot be read or written, or is not well-formed; the message names it.
     */
    public static Path write(final Path dir) throws IOException {
        final RunRecord run = RecordReader.read(dir);
        final Path report = dir.resolve(FILE_NAME);
        final byte[] page = new Page(run).build().getBytes(StandardCharsets.UTF_8);
        OutputFile.replace(report, out -> out.write(page));
        return report;
    }
}
