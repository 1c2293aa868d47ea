package io.swarmbid.view;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.nio.file.Path;

/** Publishes under full load into the directory that is its argument, until it is killed. */
final class Publisher {
    private Publisher() {}

    public static void main(final String[] arguments) {
        final EngineConfig config = ViewLoad.config();
        final SharedView view =
                SharedView.attach(config, new ViewConfig(Path.of(arguments[0])).intervalNs(1));
        final SwarmEngine engine = SwarmEngine.launch(config);
        final ViewLoad load = new ViewLoad(engine.client());
        boolean isTold = false;
        while (engine.isOpen() && view.failure() == null) {
            load.step();
            if (!isTold && view.counters().published() > 1_000) {
                isTold = true;
                System.out.println("published");
            }
        }
        throw new IllegalStateException(view.failure());
    }
}
