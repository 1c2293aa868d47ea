package io.swarmbid.host.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLogRoundTripTest {
    @TempDir private Path directory;

    private record Command(long at, byte[] bytes, long actualWork) {}

    private final SymbolTable symbols = new SymbolTable();

    private List<Command> read(final String log) throws IOException {
        final Path file = directory.resolve("log.jsonl");
        Files.writeString(file, log);
        final List<Command> commands = new ArrayList<>();
        try (CommandSource source =
                new CommandLogSource(
                        file,
                        Settings.defaults(),
                        symbols,
                        (line, fault) -> {
                            throw new AssertionError(fault.describe("log", line));
                        })) {
            while (source.next()) {
                final byte[] bytes = new byte[source.length()];
                source.buffer().getBytes(0, bytes);
                commands.add(new Command(source.atNs(), bytes, source.actualWorkNs()));
                assertEquals(commands.size(), source.sequence());
            }
        }
        return commands;
    }

    private String write(final List<Command> commands) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CommandWriter writer = new CommandWriter(out, symbols)) {
            for (final Command command : commands) {
                writer.write(command.at, new UnsafeBuffer(command.bytes), 0, command.actualWork);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteTheLinesThatItRead() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("canonical.jsonl")) {
            final String canonical = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(canonical, write(read(canonical)));
        }
    }

    @Test
    void shouldTakeFieldsInAnyOrderAndLeaveDefaultsOut() throws IOException {
        final String log =
                "{ \"moveCost\" : 0, \"speedup\":{\"serialPpm\":0}, \"preemptible\":true, \"bundle\":{\"memory\":1},\t"
                        + "\"max\":2, \"min\":1, \"work\":9, \"bid\":0, \"class\":\"\", \"customer\":\"c\", \"id\":3,"
                        + "\"pools\":[], \"cmd\":\"task\", \"at\":-0}\r\n";
        assertEquals(
                "{\"at\":0,\"cmd\":\"task\",\"id\":3,\"customer\":\"c\",\"class\":\"\",\"bid\":0,\"work\":9,\"min\":1,"
                        + "\"max\":2,\"bundle\":{\"vcpu\":0,\"memory\":1,\"accelerator\":0},"
                        + "\"speedup\":{\"serialPpm\":0}}\n",
                write(read(log)));
    }

    @Test
    void shouldKeepAnyName() throws IOException {
        final String[] names = {
            "a\"b\\c/d",
            "\u0000\u0001\u001f\u007f\u0080",
            "tab\tnewline\nreturn\r",
            "äöü €  \"nach\" \\ \n",
            "\uD83D\uDE00 \uD83D\uDE00",
            "\u2028\u2029\uFEFF\uFFFF"
        };
        final List<Command> commands = new ArrayList<>();
        final StringBuilder log = new StringBuilder();
        for (final String name : names) {
            log.append("{\"at\":0,\"cmd\":\"fleet\",\"id\":1,\"customer\":\"");
            for (final char c : name.toCharArray()) {
                log.append(String.format("\\u%04x", (int) c));
            }
            log.append("\",\"bid\":1,\"target\":1}\n");
            symbols.intern(name);
        }
        commands.addAll(read(log.toString()));
        final String written = write(commands);
        final List<Command> again = read(written);
        assertEquals(names.length, again.size());
        for (int i = 0; i < names.length; i++) {
            assertArrayEquals(commands.get(i).bytes, again.get(i).bytes, names[i]);
        }
        assertEquals(written, write(again));
    }

    @Test
    void shouldFormatEveryNumber() {
        final JsonBytes json = new JsonBytes();
        final StringBuilder expected = new StringBuilder();
        long value = 1;
        for (int digits = 0; digits < 19; digits++) {
            for (final long number : new long[] {value, value - 1, -value, value * 9}) {
                json.number(number).raw(' ');
                expected.append(number).append(' ');
            }
            value *= 10;
        }
        for (final long number : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            json.number(number).raw(' ');
            expected.append(number).append(' ');
        }
        assertEquals(
                expected.toString(),
                new String(json.array(), 0, json.length(), StandardCharsets.US_ASCII));
    }
}
