package io.swarmbid.host.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a small and a large report to look at: {@code java ... ReportLooks DIR [JOBS [DAYS [SEED]]]}. */
final class ReportLooks {
    private ReportLooks() {}

    public static void main(final String[] args) throws IOException {
        final int jobs = args.length > 1 ? Integer.parseInt(args[1]) : 18_239;
        final int days = args.length > 2 ? Integer.parseInt(args[2]) : 90;
        final long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        final Path small = Files.createDirectories(Path.of(args[0], "small"));
        SmallRun.write(small);
        ReportWriter.write(small);
        final Path large = Files.createDirectories(Path.of(args[0], "large"));
        final long decisions = LargeRun.write(large, seed, jobs, days);
        final long start = System.nanoTime();
        final long bytes = Files.size(ReportWriter.write(large));
        final long ms = (System.nanoTime() - start) / 1_000_000;
        System.out.println(decisions + " decisions, " + bytes + " bytes, " + ms + " ms");
    }
}
