package org.narq2t.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error as clients see it (RFC 9457, {@code application/problem+json}).
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param detail what was wrong, and what to do
 * @param field what in the request was wrong, if it was one thing
 * @param errors all that was wrong with the request, if that is known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "An error (RFC 9457)")
public record Problem(
    String type, String title, int status, String detail, String field, List<FieldError> errors) {

  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * One thing that was wrong.
   *
   * @param field dotted name of a setting or of a field of the body; empty for the whole
   */
  public record FieldError(String field, String reason) {}

  static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail, "", List.of());
  }

  static Problem of(int status, FieldError error) {
    return new Problem(
        "about:blank", title(status), status, error.reason(), error.field(), List.of(error));
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 406 -> "Not acceptable";
      case 409 -> "Conflict";
      case 413 -> "Content too large";
      case 415 -> "Unsupported media type";
      case 421 -> "Misdirected request";
      case 503 -> "Service unavailable";
      default -> status < 500 ? "Refused" : "Internal server error";
    };
  }
}
