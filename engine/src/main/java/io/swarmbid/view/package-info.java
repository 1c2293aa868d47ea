/**
 * What other processes see of a running engine: bids and tasks, instances, pools, prices, who is granted which VRU, and
 * what the VRUs were last seen to do, in persisted Chronicle Maps.
 *
 * <pre>
 *  decision thread                      view thread                         other processes
 *
 *  commands ──┐                         ┌► TablePublisher ► ViewMap ──┐
 *             ├─► ViewModel ► ConflatingTable                         ├──► files ──► ViewReader
 *  decisions ─┘   latest state  marks   └► StatusPublisher ► ViewMap ─┘
 *                 by key        dirty
 * </pre>
 *
 * <p>The hand-over conflates: of each key only the latest state is published, and a state that nothing follows always
 * is. So whoever feeds the model never waits, however slow the files are.
 *
 * <p>Nothing of Chronicle is loaded unless a host publishes or reads a view. This package alone knows it.
 */
package io.swarmbid.view;
