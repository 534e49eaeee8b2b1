package org.narq2t.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.narq2t.configuration.Impossible;

/** What is refused for want of a device or of its precision, on machines of four kinds. */
class PreflightMachineTest {
  private static final Supplier<JsonNode> OLD_PROCESSOR = machine(false, null, false);
  private static final Supplier<JsonNode> PROCESSOR = machine(true, null, false);
  private static final Supplier<JsonNode> OLD_GPU = machine(true, "GTX 1080 Ti", false);
  private static final Supplier<JsonNode> GPU = machine(false, "H200", true);

  private static Supplier<JsonNode> machine(boolean processorHasIt, String gpu, boolean gpuHasIt) {
    return () ->
        Json.MAPPER
            .createObjectNode()
            .put("cpu_bfloat16", processorHasIt)
            .put("gpu", gpu)
            .put("gpu_bfloat16", gpuHasIt);
  }

  private static ThrowingCallable asked(Supplier<JsonNode> machine, String... overrides) {
    RunConfiguration configuration =
        ConfigurationFile.read(
            Path.of("configs/presets"),
            Path.of("configs/nasbench201/cifar10.yaml"),
            List.of(overrides));
    return () -> Preflight.requireMachine(configuration, machine);
  }

  @Test
  void float32OnAnyDeviceButTheOneThatIsNotThere() {
    assertThatCode(asked(() -> null)).doesNotThrowAnyException(); // Python is not started
    assertThatCode(asked(OLD_GPU, "device=cuda")).doesNotThrowAnyException();
    assertThatThrownBy(asked(PROCESSOR, "device=cuda"))
        .isInstanceOf(Impossible.class)
        .hasMessageContaining("PyTorch finds no CUDA device here");
  }

  @Test
  void bfloat16WhereTheChosenDeviceMultipliesInIt() {
    String lower = "preset=as-released-bf16";
    assertThatCode(asked(PROCESSOR, lower)).doesNotThrowAnyException();
    assertThatCode(asked(GPU, lower)).doesNotThrowAnyException(); // auto takes the GPU
    assertThatCode(asked(OLD_GPU, lower, "device=cpu")).doesNotThrowAnyException();
    String refused =
        "predictor.training.precision cannot be bfloat16: this %s does not multiply in it;"
            + " float32 works everywhere";
    assertThatThrownBy(asked(OLD_PROCESSOR, lower)).hasMessage(refused, "processor");
    assertThatThrownBy(asked(OLD_GPU, lower)).hasMessage(refused, "GPU");
    assertThatThrownBy(asked(GPU, lower, "device=cpu")).hasMessage(refused, "processor");
  }
}
