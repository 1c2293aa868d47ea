/**
 * The exact clearing of one instance: bundles and net values come in, the units that bring the most go out. Pure integer
 * functions over arrays taken at construction: no state of the engine, no clock, no allocation. The thread that owns
 * the solver runs it.
 *
 * <pre>
 *   ClearingProblem ─► Hulls ─► Prices ─► Losses ─► Greedy ─┬─► DenseCore                   one scarce kind ─┬─► units
 *                                                           └─► BranchAndBound ─► SparseCore   several kinds ─┘
 * </pre>
 *
 * <p>Against prices λ that make the relaxed demand fit, each choice of units has a loss of at least 0: what its task
 * gives up against its best answer to λ. Value = bound(λ) - losses - λ * capacity left over, so the optimum is the
 * smallest loss, and a choice that loses more than a known solution can be left out. What remains is the core.
 */
package io.swarmbid.solver;
