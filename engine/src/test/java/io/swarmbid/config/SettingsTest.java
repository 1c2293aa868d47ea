package io.swarmbid.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    private static String fault(final String name, final String value) {
        return assertThrows(
                        IllegalArgumentException.class, () -> Settings.defaults().with(name, value))
                .getMessage();
    }

    /** The names and defaults that the documentation fixes. */
    @ParameterizedTest
    @CsvSource({
        "tickIntervalNs, 1000000000",
        "tickInstances, 0",
        "hysteresisPpm, 50000",
        "minimumHoldNs, 1000000000",
        "graceNs, 0",
        "horizonNs, 3600000000000",
        "preemptionBudget, 0",
        "preemptionWindowNs, 60000000000",
        "agingPpmPerSecond, 0",
        "agingMaxPpm, 1000000",
        "charging, UNIFORM",
        "minimumMargin, 0",
        "autoscale, true",
        "utilisationFloorPpm, 300000",
        "coolDownNs, 300000000000",
        "poolMoves, true",
        "interruptionNoticeNs, 120000000000",
        "learning, false",
        "reclaimIdle, false",
        "findingWindowNs, 60000000000",
        "findingWindows, 3",
        "idleFloorPpm, 50000",
        "oversizedFloorPpm, 500000",
        "maxTasks, 65536",
        "maxInstances, 1024",
        "maxVrusPerInstance, 1024",
        "maxUnits, 256",
        "maxWatchedTasks, 65536",
        "ringSize, 4096"
    })
    void shouldHaveTheDocumentedDefault(final String name, final String value) {
        assertEquals(value, Settings.defaults().toMap().get(name));
    }

    @Test
    void shouldHaveNoSettingBesideTheDocumentedOnes() {
        assertEquals(29, Settings.defaults().toMap().size());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldTakeTheEndsOfItsRange(final Setting setting) {
        final Settings least = Settings.defaults().with(setting, setting.min());
        final Settings most = Settings.defaults().with(setting, setting.max());
        assertEquals(setting.min(), least.get(setting));
        assertEquals(setting.max(), most.get(setting));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldRefuseWhatIsBesideItsRange(final Setting setting) {
        final Settings settings = Settings.defaults();
        assertThrows(
                IllegalArgumentException.class, () -> settings.with(setting, setting.min() - 1));
        assertThrows(
                IllegalArgumentException.class, () -> settings.with(setting, setting.max() + 1));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldReadWhatItWrites(final Setting setting) {
        final String written = setting.format(setting.defaultValue());
        assertEquals(setting.defaultValue(), setting.parse(written));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldBeFoundByItsName(final Setting setting) {
        assertEquals(setting, Setting.byName(setting.externalName()));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldListEveryNameWhenOneIsUnknown(final Setting setting) {
        final String fault = fault("speed", "1");
        assertTrue(fault.startsWith("unknown setting 'speed'; the settings are "), fault);
        assertTrue(fault.contains(setting.externalName()), fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxTasks | 0 | is out of range | a whole number from 1 to 4194304",
                "maxTasks | 4194305 | is out of range | a whole number from 1 to 4194304",
                "maxTasks | 99999999999999999999 | is out of range | a whole number from 1 to 4194304",
                "maxTasks | many | is not a whole number | a whole number from 1 to 4194304",
                "maxTasks | 1s | is not a whole number | a whole number from 1 to 4194304",
                "hysteresisPpm | -5 | is out of range | a whole number from 0 to 1000000000",
                "autoscale | 1 | is neither | true or false",
                "autoscale | TRUE | is neither | true or false",
                "charging | FREE | is none of them | UNIFORM, PAY_AS_BID, VCG",
                "ringSize | 3 | is not a power of two | a power of two from 2 to 4194304",
                "ringSize | 1 | is out of range | a power of two from 2 to 4194304"
            })
    void shouldNameSettingValueFaultAndWhatIsRight(
            final String name, final String value, final String what, final String range) {
        assertEquals(name + "=" + value + " " + what + "; it takes " + range, fault(name, value));
    }

    @ParameterizedTest
    @CsvSource({
        "1s, 1000000000",
        "1.5m, 90000000000",
        "500 ms, 500000000",
        "20us, 20000",
        "2h, 7200000000000",
        "0, 0",
        "0s, 0",
        "1_000, 1000",
        "7ns, 7"
    })
    void shouldReadADurationWithItsUnit(final String written, final long nanoseconds) {
        assertEquals(nanoseconds, Settings.defaults().with("graceNs", written).get(Setting.GRACE));
    }

    @ParameterizedTest
    @CsvSource({
        "soon, is not a duration",
        "1 fortnight, is not a duration",
        "1.5, is out of range",
        "0.5ns, is out of range",
        "-1, is out of range",
        "-1s, is not a duration",
        "99999999999999999999, is out of range",
        "9999999h, is out of range",
        "1S, is not a duration"
    })
    void shouldSayWhatIsWrongWithADuration(final String written, final String what) {
        assertEquals(
                "graceNs="
                        + written
                        + " "
                        + what
                        + "; it takes a duration such as 500ms, 20s, 1.5m or 2h, or nanoseconds, from 0 to"
                        + " 4611686018427387904",
                fault("graceNs", written));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldTakeAUnitExactlyWhereTheNameSaysNanoseconds(final Setting setting) {
        assertEquals(setting.externalName().endsWith("Ns"), setting.isDuration());
    }

    @Test
    void shouldReadDigitsInGroups() {
        assertEquals(2_000, Settings.defaults().with("maxTasks", "2_000").get(Setting.MAX_TASKS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 5", "5 ", "1e3", "0x10", "5.0"})
    void shouldRefuseWhatIsNoWholeNumber(final String value) {
        fault("findingWindows", value);
    }

    @Test
    void shouldChangeNothingElse() {
        final Settings changed = Settings.defaults().with(Setting.MAX_TASKS, 7);
        for (final Setting setting : Setting.values()) {
            if (setting != Setting.MAX_TASKS) {
                assertEquals(setting.defaultValue(), changed.get(setting), setting.name());
            }
        }
    }

    @Test
    void shouldLeaveTheSettingsThatItStartsFrom() {
        Settings.defaults().with(Setting.MAX_TASKS, 7);
        assertEquals(65_536, Settings.defaults().get(Setting.MAX_TASKS));
    }

    @Test
    void shouldBeEqualByValue() {
        final Settings settings = Settings.defaults().with(Setting.MAX_TASKS, 7);
        assertEquals(Settings.defaults().with("maxTasks", "7"), settings);
        assertNotEquals(Settings.defaults(), settings);
    }

    @Test
    void shouldComeBackFromItsWrittenForm() {
        Settings copy = Settings.defaults();
        final Settings settings =
                Settings.defaults().with(Setting.AUTOSCALE, 0).with(Setting.HYSTERESIS, 9);
        for (final Map.Entry<String, String> each : settings.toMap().entrySet()) {
            copy = copy.with(each.getKey(), each.getValue());
        }
        assertEquals(settings, copy);
    }
}
