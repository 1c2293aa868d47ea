package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @Test
    void shouldLeaveAPlainPathAlone() {
        assertEquals("out/run-20260101_1.2", ShellWord.of("out/run-20260101_1.2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"my runs/a", "it's", "$HOME/`x`", "a;b&c|d", "*?[]{}~#", "\"q\"\\", "ä", ""})
    void shouldBeReadBackByAShellAsItWas(final String word) throws Exception {
        final Process shell =
                new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(word)).start();
        final byte[] printed = shell.getInputStream().readAllBytes();
        assertEquals(word, new String(printed, StandardCharsets.UTF_8));
        assertEquals(0, shell.waitFor());
    }
}
