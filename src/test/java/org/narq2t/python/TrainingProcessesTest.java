package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes with a program in place of Python that trains as it is told. */
class TrainingProcessesTest {
  private static final String EPOCH = "{\"kind\": \"trial-epoch\", \"epoch\": 1, \"seconds\": 2}";
  private static final String ANSWER = "{\"ok\": true, \"value\": {\"status\": \"complete\"}}";

  @TempDir Path folder;
  private final List<JsonNode> events = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * @param training what the program does with a training, in a shell; it knows how many processes
   *     there were so far as $n
   */
  private TrainingProcesses processes(String training) throws IOException {
    Path program = folder.resolve("python");
    Files.writeString(
        program,
        """
        #!/bin/sh
        echo >> '%1$s/starts'
        n=$(wc -l < '%1$s/starts')
        while read -r line; do
        %2$s
        done
        """
            .formatted(folder, training));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    PythonEnvironment python = new PythonEnvironment(program, folder, program, "3.11.0", Map.of());
    return new TrainingProcesses(
        python, events::add, stopped::get, 1, 1, folder.resolve("workers.log"));
  }

  private long starts() throws IOException {
    return Files.readAllLines(folder.resolve("starts")).size();
  }

  @Test
  void oneProcessTrainsOneAfterTheOther() throws IOException {
    try (TrainingProcesses processes = processes("echo '%s'; echo '%s'".formatted(EPOCH, ANSWER))) {
      for (int training = 0; training < 3; training++) {
        assertThat(processes.run(Map.of("seed", training)).get("status").asText())
            .isEqualTo("complete");
      }
    }
    assertThat(events).hasSize(3);
    assertThat(starts()).isEqualTo(1);
  }

  @Test
  void aProcessThatDiesIsReplacedAndTheTrainingTakenUp() throws IOException {
    try (TrainingProcesses processes =
        processes("test $n -gt 3 || kill -9 $$; echo '%s'".formatted(ANSWER))) {
      assertThat(processes.run(Map.of()).get("status").asText()).isEqualTo("complete");
    }
    assertThat(starts()).isEqualTo(4);
  }

  /** One epoch of two seconds was told before each death. */
  @Test
  void aTrainingWhoseProcessDiesFourTimesHasFailedAndCostItsEpochs() throws IOException {
    try (TrainingProcesses processes = processes("echo '%s'; kill -9 $$".formatted(EPOCH))) {
      JsonNode observed = processes.run(Map.of());

      assertThat(observed.get("status").asText()).isEqualTo("lost");
      assertThat(observed.get("seconds").asDouble()).isEqualTo(2);
      assertThat(observed.get("validation_accuracy").isNull()).isTrue();
      assertThat(observed.get("reason").asText())
          .startsWith("its process ended 4 times, the last one with status 137");
    }
    assertThat(starts()).isEqualTo(4);
  }

  @Test
  void whatCannotBeTrainedFailsTheRunWithItsSentence() throws IOException {
    String refusal =
        "{\"ok\": false, \"type\": \"Refused\", \"message\": \"other images\", \"traceback\": \"\","
            + " \"refused\": true}";
    try (TrainingProcesses processes = processes("echo '%s'".formatted(refusal))) {
      assertThatThrownBy(() -> processes.run(Map.of()))
          .isInstanceOf(PythonFailure.class)
          .hasMessageContaining("other images");
    }
  }

  @Test
  void aRunThatIsStoppedEndsItsProcesses() throws IOException {
    try (TrainingProcesses processes = processes("exec sleep 1000")) {
      stopped.set(true);
      assertThatThrownBy(() -> processes.run(Map.of()))
          .isInstanceOfSatisfying(
              PythonFailure.class, failure -> assertThat(failure.isStop()).isTrue());
      assertThat(processes.living()).isEmpty();
    }
  }
}
