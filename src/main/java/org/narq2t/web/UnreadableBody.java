package org.narq2t.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.web.Problem.FieldError;

/** Why the body of a request cannot be read, in words. */
final class UnreadableBody {
  private UnreadableBody() {}

  /** The error of JSON with a field that is unknown or has another type. */
  static FieldError error(JsonMappingException error) {
    if (error.getCause() instanceof Refused refused) {
      return new FieldError(refused.problem().field(), refused.getMessage());
    }
    String field = path(error.getPath());
    if (error instanceof UnrecognizedPropertyException unknown) {
      return new FieldError(
          field,
          "unknown field '%s'; allowed: %s"
              .formatted(
                  field,
                  unknown.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    if (field.isEmpty()) {
      return new FieldError(field, "the body must be one JSON object");
    }
    return new FieldError(field, "'%s' cannot be read: %s".formatted(field, type(error)));
  }

  /** The error of a body that is not JSON. */
  static FieldError error(JsonProcessingException error) {
    return new FieldError(
        "",
        error.getLocation() == null
            ? "the body is not JSON"
            : "the body is not JSON: line %d, column %d"
                .formatted(error.getLocation().getLineNr(), error.getLocation().getColumnNr()));
  }

  private static String type(JsonMappingException error) {
    Class<?> target = error instanceof MismatchedInputException m ? m.getTargetType() : null;
    if (target == null) {
      return "it has the wrong type";
    }
    if (target == Long.class || target == Integer.class) {
      return "it must be a whole number";
    }
    if (target == Double.class) {
      return "it must be a number";
    }
    return "it must be "
        + (target == String.class
            ? "text"
            : Collection.class.isAssignableFrom(target) ? "a list" : "an object, see the API");
  }

  private static String path(List<Reference> path) {
    return path.stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
