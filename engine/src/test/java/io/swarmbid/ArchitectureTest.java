package io.swarmbid;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one way through the packages: what comes later in the flow knows what came earlier, never the reverse. */
final class ArchitectureTest {
    private static final List<String> ORDER =
            List.of(
                    "arithmetic",
                    "memory",
                    "solver",
                    "config",
                    "codec",
                    "learning",
                    "state",
                    "auction",
                    "swarm",
                    "decision",
                    "core",
                    "files",
                    "journal",
                    "pipeline",
                    "view",
                    "report");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.swarmbid");

    private static String inPackage(final String name) {
        return "io.swarmbid." + name + "..";
    }

    private static String[] inPackages(final List<String> names) {
        return names.stream().map(ArchitectureTest::inPackage).toArray(String[]::new);
    }

    private static String[] pureStages() {
        return inPackages(ORDER.subList(0, ORDER.indexOf("core") + 1));
    }

    @Test
    void shouldImportOnlyWhatComesEarlierInTheFlow() {
        for (int i = 0; i < ORDER.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(inPackage(ORDER.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(inPackages(ORDER.subList(i + 1, ORDER.size())))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void shouldHaveNoCircleOfPackages() {
        slices().matching("io.swarmbid.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKnowNoFileUpToTheCore() {
        noClasses()
                .that()
                .resideInAnyPackage(pureStages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..")
                .check(CLASSES);
    }

    @Test
    void shouldKnowNoThreadUpToTheCore() {
        noClasses()
                .that()
                .resideInAnyPackage(pureStages())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(Thread.class.getName())
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .check(CLASSES);
    }

    @Test
    void shouldKnowNoClockUpToTheCore() {
        noClasses()
                .that()
                .resideInAnyPackage(pureStages())
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.time..")
                .check(CLASSES);
    }

    @Test
    void shouldKnowTheDisruptorInThePipelineOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inPackage("pipeline"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.lmax..")
                .check(CLASSES);
    }
}
