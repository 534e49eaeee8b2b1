package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import picocli.CommandLine;

/** {@code arch show} says of every space what its earlier names say of one. */
@QuarkusTest
class ArchCommandTest {
  private static final String CELL = "00005c142e6f48ac74fdcf73e3439874";
  private static final String ARCHITECTURE =
      "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|";

  @Inject CommandLine.IFactory factory;

  @BeforeAll
  static void enumerate() {
    EnumeratedSpace.whole();
  }

  private String narq2t(String... arguments) {
    return Commands.run(factory, arguments).out();
  }

  @Test
  void anArchitectureOfNasBench201IsNamedByItsStringOrIndex() {
    String shown = narq2t("encode", "--dataset", "cifar100", "--arch", ARCHITECTURE);

    assertThat(shown).startsWith("architecture ").contains("cifar100: ");
    assertThat(narq2t("arch", "show", "--dataset", "cifar100", ARCHITECTURE)).isEqualTo(shown);
    String index = shown.split(" ")[1];
    assertThat(narq2t("arch", "show", "--dataset", "cifar100", index)).isEqualTo(shown);
    assertThat(narq2t("arch", "show", "0", "--json"))
        .isEqualTo(narq2t("encode", "--dataset", "cifar10", "--index", "0", "--json"));
  }

  @Test
  void aCellOfNasBench101IsNamedByItsHashIndexOrGraph() {
    String shown = narq2t("space", "show", "--space", "nb101", "--hash", CELL);

    assertThat(shown).startsWith("cell 0  " + CELL);
    assertThat(narq2t("arch", "show", CELL)).isEqualTo(shown);
    assertThat(narq2t("arch", "show", "--space", "nb101", "0")).isEqualTo(shown);
    assertThat(
            narq2t(
                "arch",
                "show",
                "--adjacency",
                "010001000",
                "--operations",
                "input,maxpool3x3,output"))
        .contains("3 vertices, 2 edges");
  }

  @Test
  void anIndexThatIsNoneIsRefused() {
    assertThat(Commands.run(factory, "arch", "show", "15625").err())
        .isEqualTo("index cannot be 15625; allowed: 0 to 15624");
    assertThat(Commands.run(factory, "arch", "show", "|nonsense|").status()).isEqualTo(2);
  }
}
