/**
 * Hostile input for everything that reads files or bytes from outside. Each target is one reader, in the form that Jazzer
 * calls; {@code scripts/fuzz.sh} lets it search for as long as one likes, and the tests replay what it kept, with some
 * mutations. A target returns for whatever its reader refuses as it should, and throws for everything else.
 */
package io.swarmbid.host.fuzz;
