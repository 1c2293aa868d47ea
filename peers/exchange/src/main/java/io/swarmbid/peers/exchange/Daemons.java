package io.swarmbid.peers.exchange;

/** Threads that do not keep a JVM alive. */
final class Daemons {
    private Daemons() {}

    static Thread thread(final Runnable task) {
        final Thread thread = new Thread(task, "exchange");
        thread.setDaemon(true);
        return thread;
    }
}
