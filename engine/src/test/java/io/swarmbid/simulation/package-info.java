/**
 * Whole days of a whole system with faults, from a seed: customers, a host that cannot be relied on, markets and machines
 * that fail, around an engine in its inline form.
 *
 * <pre>
 *   Agenda ──time──► Customers, Disturbances, Telemetry ──commands──► InlineEngine ──decisions──► UnreliableHost
 *                                                                        │  ▲                        │
 *                                                  commands, decisions   ▼  └────────commands────────┘
 *                                                        Lockstep: invariants, and a second core that must agree
 * </pre>
 *
 * One thread, no wall clock: the same seed gives the same day.
 */
package io.swarmbid.simulation;
