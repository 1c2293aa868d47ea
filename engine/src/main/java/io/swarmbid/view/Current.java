package io.swarmbid.view;

/**
 * The maps of a view that count.
 *
 * @param maps where they are.
 * @param owner of the writer's lock under whom they were made, who alone writes them; 0 if that is not told.
 */
record Current(MapFiles maps, long owner) {}
