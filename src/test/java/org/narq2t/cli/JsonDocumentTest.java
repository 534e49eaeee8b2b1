package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.narq2t.run.Json;
import org.narq2t.run.Prediction;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunLabel;

/** The answers of the commands are as docs/json.md has them. */
class JsonDocumentTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        RunAnswer.class,
        ReportedCell.class,
        FrontPoint.class,
        TrainingAnswer.class,
        ReportAnswer.class,
        ReportAnswer.Table.class,
        Prediction.class,
        Prediction.Scored.class,
        Prediction.LatencyDescription.class,
        RunDescription.class,
        RunLabel.class,
        DataExportCommand.WrittenTable.class,
        RunsExportCommand.WrittenRuns.class,
        NetworkCommand.WrittenNetwork.class,
        LatencyMeasureCommand.Measured.class,
        SpaceCommand.Enumerated.class,
        ImportFormats.ImportFormat.class
      })
  void everyKeyIsInTheDocument(Class<?> answer) throws IOException {
    String document = Files.readString(Path.of("docs/json.md"));
    List<String> keys =
        Json.MAPPER
            .getSerializationConfig()
            .introspect(Json.MAPPER.constructType(answer))
            .findProperties()
            .stream()
            .filter(key -> key.getPrimaryMember().getAnnotation(UNWRAPPED) == null)
            .map(BeanPropertyDefinition::getName)
            .toList();

    assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(document).contains("`" + key + "`"));
  }

  private static final Class<com.fasterxml.jackson.annotation.JsonUnwrapped> UNWRAPPED =
      com.fasterxml.jackson.annotation.JsonUnwrapped.class;
}
