package org.narq2t.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.files.FileFormatException;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.tracking.DatabaseUnavailable;
import org.narq2t.tracking.RunLocked;
import org.narq2t.tracking.WrongState;
import org.narq2t.web.Problem.FieldError;

/** Every error as a {@link Problem}; a client never sees a stack trace. */
final class Problems {
  private static final System.Logger LOG = System.getLogger(Problems.class.getName());

  private final AllowedMethods allowed;

  Problems(AllowedMethods allowed) {
    this.allowed = allowed;
  }

  @ServerExceptionMapper
  RestResponse<Problem> refused(Refused error) {
    return answer(error.problem());
  }

  @ServerExceptionMapper
  RestResponse<Problem> configuration(InvalidConfiguration error) {
    return answer(Problem.of(400, ConfigurationErrors.of(error)));
  }

  @ServerExceptionMapper
  RestResponse<Problem> impossible(Impossible error) {
    return answer(Problem.of(400, new FieldError(error.key(), error.getMessage())));
  }

  @ServerExceptionMapper
  RestResponse<Problem> argument(IllegalArgumentException error) {
    return answer(Problem.of(400, String.valueOf(error.getMessage())));
  }

  @ServerExceptionMapper
  RestResponse<Problem> state(WrongState error) {
    return answer(Problem.of(409, error.getMessage()));
  }

  /** A benchmark table or a space that is not there; the reason says how to get it. */
  @ServerExceptionMapper
  RestResponse<Problem> missing(NoSuchFileException error) {
    return error.getReason() == null
        ? unforeseen(error)
        : answer(Problem.of(409, error.getReason()));
  }

  @ServerExceptionMapper
  RestResponse<Problem> python(PythonUnavailable error) {
    return answer(Problem.of(503, error.getMessage()));
  }

  /** A table, a model or another file that was given to the service is damaged; it says which. */
  @ServerExceptionMapper
  RestResponse<Problem> failed(PythonFailure error) {
    return error.isRefusal() ? answer(Problem.of(409, error.pythonMessage())) : unforeseen(error);
  }

  /** The same, where Java reads it. */
  @ServerExceptionMapper
  RestResponse<Problem> damaged(FileFormatException error) {
    return answer(Problem.of(409, error.getMessage()));
  }

  @ServerExceptionMapper
  RestResponse<Problem> locked(RunLocked error) {
    return answer(Problem.of(503, error.getMessage()));
  }

  /** Its message has the address of the database, which is not the client's. */
  @ServerExceptionMapper
  RestResponse<Problem> database(DatabaseUnavailable error) {
    LOG.log(System.Logger.Level.ERROR, error.getMessage());
    return answer(
        Problem.of(503, "The database of runs cannot be used; the service's log says why"));
  }

  @ServerExceptionMapper
  RestResponse<Problem> body(MismatchedInputException error) {
    return answer(Problem.of(400, UnreadableBody.error(error)));
  }

  /** What JAX-RS refuses, and JSON that is none. */
  @ServerExceptionMapper
  RestResponse<Problem> request(WebApplicationException error) {
    if (error.getCause() instanceof JsonMappingException mapping) {
      return answer(Problem.of(400, UnreadableBody.error(mapping)));
    }
    if (error.getCause() instanceof JsonProcessingException json) {
      return answer(Problem.of(400, UnreadableBody.error(json)));
    }
    int status = error.getResponse().getStatus();
    if (status < 400) {
      return RestResponse.ResponseBuilder.<Problem>create(status).build();
    }
    return status == 500 ? unforeseen(error) : answer(Problem.of(status, error.getMessage()));
  }

  @ServerExceptionMapper
  RestResponse<Problem> method(NotAllowedException error, ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    String methods = String.join(", ", allowed.of(path));
    Problem problem =
        Problem.of(
            405,
            "%s does not accept %s; allowed: %s".formatted(path, request.getMethod(), methods));
    return RestResponse.ResponseBuilder.create(RestResponse.Status.METHOD_NOT_ALLOWED, problem)
        .header(HttpHeaders.ALLOW, methods)
        .header("Content-Type", Problem.MEDIA_TYPE)
        .build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> unforeseen(Throwable error) {
    String id = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "Error " + id, error);
    return answer(Problem.of(500, "Something went wrong; the service's log has it as " + id));
  }

  private static RestResponse<Problem> answer(Problem problem) {
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.fromStatusCode(problem.status()), problem)
        .header("Content-Type", Problem.MEDIA_TYPE)
        .build();
  }
}
