/**
 * The binary layout of one sample: what both readers write and the host reads. In: an off-heap buffer. Out: typed
 * values, each with its validity. No thread of its own; flyweights are not thread-safe.
 */
package io.swarmbid.probes.frame;
