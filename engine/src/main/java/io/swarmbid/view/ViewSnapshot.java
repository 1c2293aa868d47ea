package io.swarmbid.view;

import java.util.List;

/**
 * All that a view showed, each list by key. Every entry is whole and reflects at least the status's sequences; a later
 * change may already be in one entry and not yet in another, which their stamps tell.
 */
public record ViewSnapshot(
        ViewStatus status,
        List<ViewPool> pools,
        List<ViewInstance> instances,
        List<ViewTask> tasks,
        List<ViewPrice> prices,
        List<ViewAllocation> allocations,
        List<ViewTelemetry> telemetry) {}
