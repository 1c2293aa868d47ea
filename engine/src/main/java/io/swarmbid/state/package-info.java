/**
 * What the engine knows, in off-heap tables that never grow: tasks, curves, the queue, pools, instances, VRUs, fleets,
 * money. Owned by one thread.
 */
package io.swarmbid.state;
