package io.swarmbid.host.swf;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.CommandLogSource.FaultHandler;
import io.swarmbid.host.log.FaultReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A batch workload with its pools, to be read as often as wanted. Immutable once made. */
public final class SwfWorkload {
    /** Cost of a vCPU-hour in nano-currency where no price file is given. */
    static final long DEFAULT_COST_PER_VCPU = 50_000_000L;

    private final Path path;
    private final SwfSettings swfSettings;
    private final long seed;
    private final List<PriceSeries> pools;

    private SwfWorkload(
            final Path path,
            final SwfSettings swfSettings,
            final long seed,
            final List<PriceSeries> pools) {
        this.path = path;
        this.swfSettings = swfSettings;
        this.seed = seed;
        this.pools = pools;
    }

    /**
     * Reads the price files of a workload; the jobs are read later.
     *
     * @param priceFiles by the name of their pool, in the order of the pools; empty: one pool at a constant cost.
     * @param seed of the bids.
     * @param faults takes what is wrong with the price files.
     * @throws io.swarmbid.host.log.InvalidInputException if a file cannot be read or none of its rows can be used.
     */
    public static SwfWorkload of(
            final Path path,
            final SwfSettings swfSettings,
            final Map<String, Path> priceFiles,
            final long seed,
            final FaultReport faults) {
        final List<PriceSeries> pools = new ArrayList<>();
        for (final Map.Entry<String, Path> file : priceFiles.entrySet()) {
            final PriceSeries series =
                    PriceSeriesReader.read(file.getKey(), file.getValue(), faults);
            if (series == null) {
                faults.throwIfAny();
            }
            pools.add(series);
        }
        if (pools.isEmpty()) {
            pools.add(
                    PriceSeries.constant(
                            "default", DEFAULT_COST_PER_VCPU * swfSettings.poolVcpu()));
        }
        return new SwfWorkload(path, swfSettings, seed, List.copyOf(pools));
    }

    /** Opens the jobs. */
    public SwfSource open(
            final Settings settings, final SymbolTable symbols, final FaultHandler handler) {
        return new SwfSource(
                path, swfSettings, settings, symbols, pools, new BidFactors(seed), handler);
    }
}
