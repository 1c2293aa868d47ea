package io.swarmbid.bench.loop;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import net.openhft.affinity.Affinity;

/** Makes an engine's threads, each pinned to the CPU that is chosen for its name. Any thread. */
public final class PinnedThreads implements ThreadFactory {
    private final Map<String, Integer> cpus;

    /**
     * Tries each CPU on the calling thread, for a thread that cannot be pinned later would end before its work began.
     *
     * @param cpus numbers of CPUs, by name of thread; a thread without one keeps the CPUs of the thread that starts it.
     * @throws IllegalStateException if this process cannot pin a thread to one of them.
     */
    public PinnedThreads(final Map<String, Integer> cpus) {
        this.cpus = Map.copyOf(cpus);
        final BitSet before = Affinity.getAffinity();
        try {
            cpus.values().forEach(PinnedThreads::pin);
        } finally {
            Affinity.setAffinity(before);
        }
    }

    /** A daemon that pins itself when it starts: the engine names it only after this. */
    @Override
    public Thread newThread(final Runnable work) {
        final Thread thread = new Thread(() -> runPinned(work));
        thread.setDaemon(true);
        return thread;
    }

    private void runPinned(final Runnable work) {
        final Integer cpu = cpus.get(Thread.currentThread().getName());
        if (cpu != null) {
            pin(cpu);
        }
        work.run();
    }

    /** Pins the calling thread. Without JNA in the class path Affinity does nothing and does not say so: this does. */
    public static void pin(final int cpu) {
        final BitSet wanted = new BitSet();
        wanted.set(cpu);
        Affinity.setAffinity(wanted);
        if (!Affinity.getAffinity().equals(wanted)) {
            throw new IllegalStateException("no thread can be pinned to CPU " + cpu);
        }
    }
}
