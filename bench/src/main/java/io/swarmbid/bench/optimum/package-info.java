/**
 * How close the clearing comes to the optimum: seeded instances of every shape, solved by the engine's solver and by
 * oracles that share no code with it, and what being exact costs.
 */
package io.swarmbid.bench.optimum;
