/**
 * The face that a host embeds: an engine, its clients and its handlers, around the core.
 *
 * <pre>
 *  producing threads                  engine thread (the single writer)               decision thread
 *
 *  EngineClient ──┐
 *  EngineClient ──┼──► IngestRing ──► EngineDuty ──► AllocationCore ──► DecisionRing ──► Delivery
 *  EngineClient ──┘    fixed slots,   clamps time,                      entries that     handlers, tap,
 *                      stamped        fires timers                      span slots       latency
 * </pre>
 *
 * <p>In come checked commands, out go decisions; both are SBE messages in off-heap slots. Two arrangements leave
 * threads out: {@link io.swarmbid.pipeline.HandOver#ENGINE_THREAD} has no decision ring, and
 * {@link io.swarmbid.pipeline.InlineEngine} no thread of its own.
 *
 * <p>This package alone knows clocks, threads and the Disruptor.
 */
package io.swarmbid.pipeline;
