package org.narq2t.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.RunConfiguration;
import org.narq2t.web.Problem.FieldError;

/**
 * The judgement of a run before it is queued.
 *
 * @param configuration complete, as YAML
 * @param queries the most trained results that the run looks up
 * @param parameters all settings by dotted name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "Whether a run could be queued, and all its settings or what is wrong")
public record Validation(
    @JsonInclude boolean valid,
    String configuration,
    Integer queries,
    Map<String, String> parameters,
    List<FieldError> errors) {

  static Validation of(RunConfiguration configuration) {
    return new Validation(
        true,
        ConfigurationFile.write(configuration),
        configuration.lookUps(),
        ConfigurationFile.settings(configuration),
        List.of());
  }

  static Validation failed(FieldError error) {
    return new Validation(false, "", null, Map.of(), List.of(error));
  }
}
