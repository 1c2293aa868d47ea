package io.swarmbid.probes.jni;

/**
 * What became of loading the library.
 *
 * @param isLoaded whether native calls can be made.
 * @param explanation one line: where it came from, or why there is none.
 */
public record LibraryStatus(boolean isLoaded, String explanation) {}
