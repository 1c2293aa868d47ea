package io.swarmbid.view;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.nio.file.Path;

/**
 * Runs an engine in a JVM of its own, with a view in the directory that is its argument, or without one.
 */
final class Bystander {
    private Bystander() {}

    public static void main(final String[] arguments) {
        final EngineConfig config = ViewLoad.config();
        if (arguments.length == 0) {
            try (SwarmEngine engine = SwarmEngine.launch(config)) {
                play(engine);
            }
        } else {
            final SharedView view =
                    SharedView.attach(config, new ViewConfig(Path.of(arguments[0])));
            try (view;
                    SwarmEngine engine = SwarmEngine.launch(config)) {
                play(engine);
            }
            if (view.failure() != null) {
                throw new IllegalStateException(view.failure());
            }
            System.out.println("published " + view.counters().inputs());
        }
    }

    private static void play(final SwarmEngine engine) {
        final ViewLoad load = new ViewLoad(engine.client());
        for (int i = 0; i < 100; i++) {
            load.step();
        }
    }
}
