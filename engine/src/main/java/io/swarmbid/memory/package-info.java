/**
 * Off-heap memory: arenas with tags and limits, and the structures that live in them. Engine thread only, unless a type
 * says otherwise.
 */
package io.swarmbid.memory;
