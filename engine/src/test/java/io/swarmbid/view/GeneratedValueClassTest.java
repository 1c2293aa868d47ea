package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.values.ValueModel;
import org.junit.jupiter.api.Test;

/**
 * Chronicle Map compiles one class of its own when the first map is opened, which takes seconds and a JDK, unless the
 * class is there. The source that is kept for it must be what this version would generate.
 */
final class GeneratedValueClassTest {
    private static final Path KEPT =
            Path.of(
                    "src/main/chronicle/net/openhft/chronicle/hash/VanillaGlobalMutableState$$Native.java");

    @Test
    void shouldKeepTheSourceThatThisVersionGenerates()
            throws IOException, ReflectiveOperationException {
        final Method generate =
                Class.forName("net.openhft.chronicle.values.Generators")
                        .getDeclaredMethod("generateNativeClass", ValueModel.class, String.class);
        generate.setAccessible(true);
        final String generated =
                (String)
                        generate.invoke(
                                null,
                                ValueModel.acquire(VanillaGlobalMutableState.class),
                                "VanillaGlobalMutableState$$Native");
        assertEquals(plain(generated), plain(Files.readString(KEPT)));
    }

    @Test
    void shouldFindTheKeptClass() {
        assertEquals(
                net.openhft.chronicle.values.Values.nativeClassFor(VanillaGlobalMutableState.class)
                        .getClassLoader(),
                getClass().getClassLoader());
    }

    /** Without what a formatter changes. */
    private static String plain(final String source) {
        return source.lines()
                .filter(line -> !line.startsWith("//") && !line.startsWith("import java.lang."))
                .filter(line -> !line.startsWith("@SuppressWarnings"))
                .collect(Collectors.joining())
                .replaceAll("\\s+", "");
    }
}
